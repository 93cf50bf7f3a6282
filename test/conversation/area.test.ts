import { expect, it } from 'vitest';
import { cardOf } from '../../src/handoff/card.ts';
import { customerMessage } from '../support/events.ts';
import { Story } from '../support/story.ts';
import { keyTexts } from '../support/test-app.ts';

it('what the place of a conversation is about stands on its card, from the first message on', () => {
  const story = new Story()
    .on(customerMessage('The export is empty', { area: 'Billing, Exports' }))
    .on(customerMessage('get me a human', { area: 'Other' }));
  const { episode } = story.state;
  if (!episode) throw new Error('nobody was asked for');
  expect(cardOf(episode, keyTexts).fields).toContainEqual({
    label: 'card.field_area',
    value: 'Billing, Exports',
  });
});

it('a card without an area does not speak of one', () => {
  const { episode } = new Story().on(customerMessage('get me a human')).state;
  if (!episode) throw new Error('nobody was asked for');
  expect(cardOf(episode, keyTexts).fields.map(({ label }) => label)).not.toContain('card.field_area');
});

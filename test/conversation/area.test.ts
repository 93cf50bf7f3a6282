import { expect, it } from 'vitest';
import { cardOf } from '../../src/handoff/card.ts';
import { customerMessage } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
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

it('a channel has the area that the configuration gives it, where the place says none', () => {
  const policy = { ...launchPolicy, places: { help: 'billing' } };
  const areaOf = (change: object) =>
    new Story().on(customerMessage('The export is empty', change), { policy }).state.area;
  expect(areaOf({})).toBe('billing');
  expect(areaOf({ area: 'Exports' })).toBe('Exports');
});

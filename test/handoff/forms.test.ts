import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/channels/form.ts';
import type { DeskView } from '../../src/conversation/facts.ts';
import { cardOf } from '../../src/handoff/card.ts';
import { commentForm } from '../../src/handoff/forms/comment-form.ts';
import { draftForm } from '../../src/handoff/forms/draft-form.ts';
import { resolveForm } from '../../src/handoff/forms/resolve-form.ts';
import { returnForm } from '../../src/handoff/forms/return-form.ts';
import type { Built, Seen } from '../../src/handoff/forms/seen.ts';
import { snoozeForm } from '../../src/handoff/forms/snooze-form.ts';
import { transferForm } from '../../src/handoff/forms/transfer-form.ts';
import { loadTexts } from '../../src/platform/texts.ts';
import type { Agent } from '../../src/routing/agent.ts';
import { agent, customerMessage, deskAction, deskMessage } from '../support/events.ts';
import { factsFor } from '../support/facts.ts';
import { launchPolicy } from '../support/reader.ts';
import { Story } from '../support/story.ts';

const deskThread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'c1' };
const texts = loadTexts('en');
const soft = { policy: { ...launchPolicy, mode: 'soft' as const } };
const someone = (id: string, change: Partial<Agent> = {}): Agent => ({
  id,
  name: `Agent ${id}`,
  skills: [],
  languages: [],
  seniority: 0.5,
  capacity: 5,
  load: 0,
  availability: 'there',
  lastClaimAt: null,
  ...change,
});
const view = (agents: Agent[]): DeskView => ({ agents, waiting: [], samples: [] });

function held(agents: Agent[] = [], draft?: string): Seen {
  const story = new Story().on(customerMessage('How do I share my calendar? get me a human'), soft);
  story.on(deskAction(deskThread, 'claim_copilot', story.escalationId));
  if (draft) story.answer(draft);
  else story.on(deskMessage(deskThread, 'Open Settings and press Share.'));
  const { state } = story;
  if (!state.episode) throw new Error('nobody holds it');
  const event = customerMessage('');
  return { state, episode: state.episode, facts: { ...factsFor(event, { desk: view(agents) }), texts } };
}
const formOf = (built: Built): Form => {
  if ('refused' in built) throw new Error(built.refused);
  return built.form;
};
const field = (form: Form, id: string) => form.fields.find((one) => one.id === id);
const optionsOf = (form: Form, id: string) => {
  const one = field(form, id);
  return one?.kind === 'choice' ? one.options : [];
};

/**
 * What every platform takes: https://docs.slack.dev/reference/views/modal-views,
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object,
 * https://docs.discord.com/developers/components/reference#text-input
 */
function expectToFit(form: Form): void {
  expect(form.title.length).toBeLessThanOrEqual(24);
  expect(form.submit.length).toBeLessThanOrEqual(24);
  expect(form.fields.length).toBeGreaterThan(0);
  expect(form.fields.length).toBeLessThanOrEqual(5);
  for (const one of form.fields) {
    expect(one.label.length).toBeLessThanOrEqual(45);
    if (one.kind === 'text') {
      expect(one.max).toBeLessThanOrEqual(3_000);
      expect(one.initial?.length ?? 0).toBeLessThanOrEqual(one.max);
      continue;
    }
    expect(one.options.length).toBeGreaterThan(0);
    expect(one.options.length).toBeLessThanOrEqual(25);
    for (const { value, label } of one.options) {
      expect(value.length).toBeLessThanOrEqual(100);
      expect(label.length).toBeLessThanOrEqual(75);
    }
    expect(one.options.map(({ value }) => value)).toContain(one.initial);
  }
}

describe('every form fits every platform', () => {
  const crowd = Array.from({ length: 60 }, (_, index) =>
    someone(`id-${index}`, { name: 'N'.repeat(200), skills: [`skill-${index}`] }),
  );

  it.each<[string, () => Built]>([
    ['resolve', () => resolveForm(held())],
    ['transfer', () => transferForm(held([someone('a')]))],
    ['transfer in a crowd', () => transferForm(held(crowd))],
    ['return', () => returnForm(held())],
    ['snooze', () => snoozeForm(held())],
    ['edit', () => draftForm(held([], 'A draft.'), 1)],
    ['comment', () => ({ form: commentForm('c#1', (key) => texts.say(key)) })],
    ['comment in Polish', () => ({ form: commentForm('c#1', (key) => texts.say(key, {}, 'pl')) })],
  ])('%s', (_, build) => expectToFit(formOf(build())));

  it('and so do the buttons that open them, whatever else the card asks', () => {
    const { episode } = held();
    const approval = { actionId: 'a', summary: 's' };
    const { buttons } = cardOf({ ...episode, approval }, texts);
    expect(buttons.map(({ id }) => id)).toEqual([
      'approve',
      'deny',
      'form_resolve',
      'suggest',
      'form_return',
      'form_transfer',
      'form_snooze',
      'release',
      'take_over',
      'go_hard',
    ]);
    expect(buttons.every(({ label }) => label.length > 0 && label.length <= 24)).toBe(true);
  });
});

it('resolve is filled in by rules, with the agent’s last words as what solved it', () => {
  const form = formOf(resolveForm(held()));
  expect(form).toMatchObject({ action: 'resolve', value: held().episode.id });
  expect(field(form, 'resolution')).toMatchObject({ initial: 'solved' });
  expect(field(form, 'gap')).toMatchObject({ initial: 'none' });
  expect(field(form, 'solution')).toMatchObject({
    initial: 'Open Settings and press Share.',
    optional: true,
  });
});

describe('transfer offers', () => {
  it('who is there and has room, best first, with how much they hold; never the holder', () => {
    const form = formOf(
      transferForm(
        held([
          someone(agent.id),
          someone('busy', { load: 4 }),
          someone('full', { load: 5 }),
          someone('away', { availability: 'away' }),
          someone('off', { availability: 'off_hours' }),
          someone('free'),
        ]),
      ),
    );
    expect(optionsOf(form, 'to')).toEqual([
      { value: 'person:free', label: 'Agent free: holds 0 of 5' },
      { value: 'person:busy', label: 'Agent busy: holds 4 of 5' },
    ]);
  });

  it('those with the skill before the others, and every skill', () => {
    const seen = held([someone('b'), someone('c', { skills: ['money'], load: 3 })]);
    const form = formOf(transferForm({ ...seen, episode: { ...seen.episode, skill: 'money' } }));
    expect(optionsOf(form, 'to').map(({ value }) => value)).toEqual(['person:c', 'person:b', 'skill:money']);
  });

  it('nothing where nobody is there, and says what to do', () => {
    expect(transferForm(held())).toEqual({ refused: expect.stringContaining('Release it') });
  });
});

it('snooze says when each choice ends', () => {
  expect(optionsOf(formOf(snoozeForm(held())), 'for')).toEqual([
    { value: 'short', label: '15 minutes' },
    { value: 'default', label: '60 minutes' },
    { value: 'tomorrow', label: expect.stringMatching(/^Until Tuesday/) },
  ]);
});

describe('editing a draft', () => {
  it('begins with its words', () => {
    const form = formOf(draftForm(held([], 'Press *Share*.'), 1));
    expect(form).toMatchObject({
      action: 'draft_edit_1',
      fields: [{ id: 'text', initial: 'Press *Share*.' }],
    });
  });

  it('of one that is past is refused', () => {
    expect(draftForm(held([], 'Press Share.'), 2)).toEqual({ refused: texts.say('desk.draft_gone') });
  });

  it('that is longer than a form takes gives its words to copy', () => {
    const long = 'word '.repeat(700).trim();
    expect(draftForm(held([], long), 1)).toEqual({ refused: expect.stringContaining(long) });
  });
});

describe('the card', () => {
  it('shows the note for whoever takes it next', () => {
    const { episode } = held();
    const card = cardOf({ ...episode, state: 'waiting', note: { by: 'Anna', text: 'In euros.' } }, texts);
    expect(card.sections).toContainEqual({ heading: 'Note from Anna', text: 'In euros.' });
  });

  it('shows how it ended, why the assistant could not do it, and what solved it', () => {
    const { episode } = held();
    const ended = {
      ...episode,
      ...{ state: 'ended' as const, outcome: 'resolved' as const, resolution: 'unsolved' as const },
      ...{ gap: 'product' as const, solution: 'A bug; reported.' },
    };
    const card = cardOf(ended, texts);
    expect(card.fields).toContainEqual({ label: 'Outcome', value: 'Not solved' });
    expect(card.fields.find(({ label }) => label === 'Gap')?.value).toContain('Product');
    expect(card.sections[0]).toEqual({
      heading: 'What solved it, or how it ended',
      text: 'A bug; reported.',
    });
  });
});

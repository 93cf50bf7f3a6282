import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Form, FormAnswer, FormAsk } from '../../src/channels/form.ts';
import { formAction } from '../../src/channels/form.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import { conversationId } from '../../src/conversation/conversation.ts';
import type { ReplyRequest, Responder } from '../../src/responder/responder.ts';
import {
  agent,
  customer,
  customerAction,
  customerMessage,
  customerThread,
  deskAction,
  deskMessage,
  otherAgent,
} from '../support/events.ts';
import type { Hooks } from '../support/loopback-platform.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { launchPolicy } from '../support/reader.ts';
import { startTestApp, type TestApp, testSettings } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp;
let clock: ManualClock;
let run = 0;
const hooks: Hooks = {};
const asked: ReplyRequest[] = [];
const responder: Responder = {
  respond: async (request) => {
    asked.push(request);
    const text = `About: ${request.turns.at(-1)?.text}`;
    return { kind: 'answer', text, sources: [{ title: 'Article' }], passages: [], confidence: 1 };
  },
};

beforeEach(async () => {
  // A store of its own for each test: what agents hold there counts.
  server = await startTestStore();
  run += 1;
  clock = new ManualClock();
  delete hooks.beforeIsMember;
  one = await startTestApp({
    uri: server.uri,
    clock,
    responder,
    hooks,
    settings: {
      policy: { ...launchPolicy, mode: 'soft' },
      transition: { ...testSettings.transition, desk: { ...testSettings.transition.desk, capacity: 2 } },
      agents: Object.fromEntries(
        [agent, otherAgent].map(({ id, name }) => [id, { name, skills: [], languages: [], seniority: 0.5 }]),
      ),
    },
  });
  one.platform.members.add(agent.id).add(otherAgent.id);
});
afterEach(async () => {
  await one.stop();
  await server.stop();
});

/** A conversation that an agent holds. */
interface Held {
  thread: ThreadRef;
  desk: ThreadRef;
  id: string;
}

let opened = 0;
const settle = () => one.app.idle();
async function waiting(): Promise<Held> {
  opened += 1;
  const thread = { ...customerThread, thread: `f-${run}-${opened}` };
  await one.intake.accept(customerMessage('How do I share my calendar? get me a human', { thread }));
  await settle();
  const id = `${conversationId(thread)}#1`;
  const card = (await one.store.escalations.get(id))?.card;
  return { thread, desk: { ...thread, channel: 'desk', thread: card?.id ?? '' }, id };
}
async function press({ desk, id }: Held, action: string, author = agent, fields?: Record<string, string>) {
  await one.intake.accept(deskAction(desk, action, id, { author, ...(fields ? { fields } : {}) }));
  await settle();
}
async function held(): Promise<Held> {
  const it = await waiting();
  await press(it, 'claim');
  return it;
}
const askFor = ({ desk, id }: Held, action: string, change: Partial<FormAsk> = {}): Promise<FormAnswer> =>
  one.intake.form({
    platform: desk.platform,
    workspace: desk.workspace,
    thread: desk,
    author: agent,
    side: 'desk',
    action,
    value: id,
    ...change,
  });
async function formFor(it: Held, action: string, change: Partial<FormAsk> = {}): Promise<Form> {
  const answer = await askFor(it, action, change);
  if (answer.kind === 'refused') throw new Error(answer.text);
  return answer.form;
}
/** What a person sends who changes these fields of a form, and leaves the others as they are. */
const filledIn = ({ fields }: Form, change: Record<string, string> = {}) => ({
  ...Object.fromEntries(fields.map(({ id, initial = '' }) => [id, initial])),
  ...change,
});
async function send(it: Held, form: Form, change: Record<string, string> = {}, author = agent) {
  await press(it, form.action, author, filledIn(form, change));
}
const stateOf = async ({ thread }: Held) =>
  (await one.store.conversations.get(conversationId(thread)))?.state;
const lastWhisper = () => one.platform.whispers.at(-1);

describe('from the button to what it leads to', () => {
  it('every button of the card that opens a form is given one, and looking changes nothing', async () => {
    const it = await held();
    const before = await stateOf(it);
    const posts = one.platform.posts.length;
    const buttons = one.platform.cards().find(({ ref }) => ref.id === it.desk.thread)?.card.buttons ?? [];
    const actions = buttons.flatMap(({ id }) => formAction(id) ?? []);
    expect(actions).toEqual(['resolve', 'return', 'transfer', 'snooze']);
    for (const action of actions) {
      const form = await formFor(it, action);
      expect(form).toMatchObject({ action, value: it.id });
    }
    expect(await stateOf(it)).toEqual(before);
    expect(one.platform.posts).toHaveLength(posts);
    expect(one.platform.whispers).toEqual([]);
  });

  it('resolve: the outcome is stored, shown on the card, and what did not solve it helps with no other case', async () => {
    const it = await held();
    await one.intake.accept(deskMessage(it.desk, 'Open Settings and press Share.'));
    await settle();
    const form = await formFor(it, 'resolve');
    await send(it, form, { resolution: 'unsolved', gap: 'product' });
    expect(await one.store.escalations.get(it.id)).toMatchObject({
      state: 'ended',
      resolution: 'unsolved',
      gap: 'product',
      solution: 'Open Settings and press Share.',
    });
    const card = one.platform.cards().find(({ ref }) => ref.id === it.desk.thread)?.card;
    expect(card?.fields).toContainEqual({
      label: 'card.field_resolution',
      value: 'form.resolution_unsolved',
    });
    expect(one.platform.texts(it.thread).at(-1)).toBe(`customer.closed ${agent.name}`);

    const similar = async () => {
      const again = await held();
      await press(again, 'suggest');
      return lastWhisper()?.text ?? '';
    };
    expect(await similar()).not.toContain('Open Settings and press Share.');
    const solved = await held();
    await send(solved, await formFor(solved, 'resolve'), { solution: 'Share it from its menu.' });
    expect(await similar()).toContain('Share it from its menu.');
  });

  it('transfer: the other is asked by name, claims it, and reads the note', async () => {
    const it = await held();
    const form = await formFor(it, 'transfer');
    await send(it, form, { to: `person:${otherAgent.id}`, note: 'They use two calendars.' });
    expect(await stateOf(it)).toMatchObject({ owner: 'queue', episode: { holder: null, alone: true } });
    const call = one.platform.posts.findLast(
      ({ content }) => content.kind === 'text' && content.text.startsWith('desk.transferred'),
    );
    expect(call?.content).toMatchObject({ mentions: [{ id: otherAgent.id }] });
    expect(one.platform.texts(it.desk)).toContain('They use two calendars.');
    expect(one.platform.texts(it.thread).join()).not.toContain('two calendars');
    const seats = async (who: typeof agent) =>
      (await one.store.agents.get({ platform: 'loop', workspace: 'test', personId: who.id }))?.seats ?? [];
    expect(await seats(agent)).not.toContain(it.id);
    await press(it, 'claim', otherAgent);
    expect((await stateOf(it))?.episode?.holder?.id).toBe(otherAgent.id);
    expect(await seats(otherAgent)).toContain(it.id);
  });

  it('return: the assistant is told what was found out, and the customer is not', async () => {
    const it = await held();
    await send(it, await formFor(it, 'return'), { note: 'Their calendar was locked; it is open now.' });
    await one.intake.accept(customerMessage('How do I share it now?', { thread: it.thread, via: 'thread' }));
    await settle();
    expect(asked.at(-1)?.findings).toEqual(['Their calendar was locked; it is open now.']);
    expect(one.platform.texts(it.thread).join()).not.toContain('locked');
    expect(one.platform.texts(it.thread).at(-1)).toBe('About: How do I share it now?');
  });

  it('a draft is edited in a form that begins with its words, and goes out once', async () => {
    const it = await waiting();
    await press(it, 'claim_copilot');
    const edit = lastWhisper()?.buttons.find((id) => formAction(id)) ?? '';
    const form = await formFor(it, formAction(edit) ?? '');
    expect(form.fields[0]?.initial).toContain('About: How do I share');
    await send(it, form, { text: 'You can share it from its menu.' });
    await send(it, form, { text: 'You can share it from its menu.' });
    const said = one.platform.texts(it.thread).filter((text) => text.startsWith('You can share'));
    expect(said).toHaveLength(1);
    expect(await one.store.drafts.of(it.id)).toMatchObject([{ outcome: 'edited' }]);
    expect(lastWhisper()?.text).toContain('desk.draft_gone');
  });

  it('a draft that was shown in a direct message is edited from there, while its holder is at the desk', async () => {
    const it = await waiting();
    await press(it, 'claim_copilot');
    const aside = { ...it.thread, channel: 'dm', thread: null };
    const wish = { side: 'customer' as const, thread: aside };
    const form = await formFor(it, 'draft_edit_1', wish);
    const sent = (text: string) =>
      one.intake
        .accept(customerAction(form.action, it.id, { thread: aside, author: agent, fields: { text } }))
        .then(settle);
    one.platform.members.delete(agent.id);
    expect(await askFor(it, 'draft_edit_1', wish)).toEqual({ kind: 'refused', text: 'desk.not_member' });
    await sent('Not from here.');
    expect(one.platform.texts(it.thread)).not.toContain('Not from here.');
    one.platform.members.add(agent.id);
    await sent('From its menu.');
    expect(one.platform.texts(it.thread).at(-1)).toBe('From its menu.');
  });

  it('snooze: until when, in words', async () => {
    const it = await held();
    await send(it, await formFor(it, 'snooze'), { for: 'short' });
    expect((await stateOf(it))?.episode?.snoozedUntil).toBe('2026-01-05T10:15:00.000Z');
    expect(lastWhisper()).toMatchObject({ personId: agent.id, text: 'desk.snoozed 15' });
  });

  it('a comment on the rating is stored once, and only from who opened the conversation', async () => {
    const it = await held();
    await press(it, 'resolve');
    const rate = (action: string, change = {}) =>
      one.intake.accept(customerAction(action, it.id, { thread: it.thread, ...change })).then(settle);
    const wish = { side: 'customer' as const, thread: it.thread, author: customer };
    expect(await askFor(it, 'rate_comment', wish)).toEqual({
      kind: 'refused',
      text: 'customer.unknown_action',
    });
    await rate('rate_5');
    expect(lastWhisper()).toMatchObject({ personId: customer.id, buttons: ['form_rate_comment'] });
    expect(await askFor(it, 'rate_comment', { ...wish, author: otherAgent })).toEqual({
      kind: 'refused',
      text: 'customer.rating_not_yours',
    });
    const form = await formFor(it, 'rate_comment', wish);
    // As from a platform that can whisper in a direct message only.
    const aside = { ...it.thread, channel: 'dm', thread: null };
    await rate(form.action, { fields: { comment: 'Quick and kind' }, thread: aside });
    await rate(form.action, { fields: { comment: 'Changed my mind' } });
    expect((await one.store.escalations.get(it.id))?.rating).toMatchObject({
      score: 5,
      comment: 'Quick and kind',
    });
    expect(one.platform.texts(it.desk)).toContain(`desk.commented ${customer.name} Quick and kind`);
    expect(await askFor(it, 'rate_comment', wish)).toEqual({
      kind: 'refused',
      text: 'customer.commented_already',
    });
  });
});

describe('a form is refused, in words', () => {
  const elsewhere = (it: Held) => ({ ...it.desk, channel: 'general' });

  it.each<[string, (it: Held) => Partial<FormAsk>, string]>([
    ['to a stranger', () => ({ author: customer }), 'desk.not_member'],
    ['from another workspace', () => ({ workspace: 'other' }), 'desk.not_member'],
    ['from another channel', (it) => ({ thread: elsewhere(it) }), 'desk.not_member'],
    ['to who does not hold it', () => ({ author: otherAgent }), `desk.claimed_by_other ${agent.name}`],
    ['on a card of no escalation', () => ({ value: 'nothing' }), 'desk.stale_card'],
    ['on a card of an unknown one', () => ({ value: 'nobody#1' }), 'desk.stale_card'],
    ['for what there is none', () => ({ action: '__proto__' }), 'desk.unknown_action'],
    ['for what needs none', () => ({ action: 'claim' }), 'desk.unknown_action'],
    ['of a draft that never was', () => ({ action: 'draft_edit_7' }), 'desk.draft_gone'],
    ['of the desk to a customer', () => ({ side: 'customer', author: customer }), 'customer.unknown_action'],
    [
      'of a draft to a customer',
      () => ({ side: 'customer', author: customer, action: 'draft_edit_1' }),
      'desk.not_member',
    ],
  ])('%s', async (_, change, text) => {
    const it = await held();
    const before = await stateOf(it);
    expect(await askFor(it, 'resolve', change(it))).toEqual({ kind: 'refused', text });
    expect(await stateOf(it)).toEqual(before);
  });

  it('before anybody has claimed it, and after it has ended', async () => {
    const it = await waiting();
    expect(await askFor(it, 'resolve')).toEqual({ kind: 'refused', text: 'desk.claim_first' });
    await press(it, 'claim');
    await press(it, 'return');
    expect(await askFor(it, 'resolve')).toEqual({ kind: 'refused', text: 'desk.stale_card' });
  });

  it('where the desk cannot tell who its members are', async () => {
    const it = await held();
    hooks.beforeIsMember = () => {
      throw new Error('the platform is down');
    };
    expect(await askFor(it, 'resolve')).toEqual({ kind: 'refused', text: 'desk.member_unknown' });
  });
});

describe('a form that was open while the world went on', () => {
  const refused = async (it: Held, send: () => Promise<void>, text: string, who = agent) => {
    const [before, said] = [await stateOf(it), one.platform.texts(it.thread)];
    await send();
    const after = await stateOf(it);
    // Whoever tries is at work, so a lease of theirs may begin anew.
    expect(settled(after)).toEqual(settled(before));
    expect(one.platform.texts(it.thread)).toEqual(said);
    expect(lastWhisper()).toMatchObject({ personId: who.id });
    expect(lastWhisper()?.text).toContain(text);
  };

  const settled = (state: Awaited<ReturnType<typeof stateOf>>) => ({
    ...state,
    posts: 0,
    episode: state?.episode && { ...state.episode, leaseUntil: null },
  });

  it('somebody else has taken over: what was written is given back, to them alone', async () => {
    const it = await held();
    const form = await formFor(it, 'return');
    clock.advance(15 * 60_000);
    await press(it, 'take_over', otherAgent);
    const text = `desk.claimed_by_other ${otherAgent.name}\n\n\`\`\`\nAll clear.`;
    await refused(it, () => send(it, form, { note: 'All clear.' }), text);
  });

  it('its author was removed from the desk', async () => {
    const it = await held();
    const form = await formFor(it, 'resolve');
    one.platform.members.delete(agent.id);
    await refused(it, () => send(it, form), 'desk.not_member');
  });

  it('it was sent twice, or its escalation has ended', async () => {
    const it = await held();
    const form = await formFor(it, 'resolve');
    await send(it, form);
    await refused(it, () => send(it, form), 'desk.stale_card');
  });

  it('it comes from another workspace', async () => {
    const it = await held();
    const form = await formFor(it, 'resolve');
    const foreign = { ...it, desk: { ...it.desk, workspace: 'other' } };
    await refused(it, () => send(foreign, form), 'desk.not_member');
  });

  it('whom it was to go to has filled up', async () => {
    const it = await held();
    const form = await formFor(it, 'transfer');
    for (const more of [await waiting(), await waiting()]) await press(more, 'claim', otherAgent);
    clock.advance(5_000);
    await refused(
      it,
      () => send(it, form, { to: `person:${otherAgent.id}` }),
      `desk.transfer_cannot ${otherAgent.name}`,
    );
  });
});

it('when an agent ends one, the oldest that waits is asked of them, once', async () => {
  const [busy, oldest] = [await held(), await waiting()];
  await waiting();
  const look = async () => {
    clock.advance(5_000);
    await one.app.sweeper.sweep();
    await settle();
  };
  await look();
  const calls = () =>
    one.platform.posts.filter(
      ({ content }) => content.kind === 'text' && content.text.startsWith('desk.next_waiting'),
    );
  expect(calls()).toEqual([]);
  await press(busy, 'resolve');
  await look();
  await look();
  expect(calls()).toMatchObject([{ thread: oldest.desk, content: { mentions: [{ id: agent.id }] } }]);
});

it('when an agent comes back, the oldest that waits is asked of them', async () => {
  const key = { platform: 'loop', workspace: 'test', personId: agent.id };
  const look = async () => {
    clock.advance(5_000);
    await one.app.sweeper.sweep();
    await settle();
  };
  await one.store.agents.setAway(key, new Date(clock.now().getTime() + 60_000));
  const oldest = await waiting();
  await look();
  await one.store.agents.setAway(key, null);
  await look();
  expect(one.platform.texts(oldest.desk).filter((text) => text.startsWith('desk.next_waiting'))).toHaveLength(
    1,
  );
});

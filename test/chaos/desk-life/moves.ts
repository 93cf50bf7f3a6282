import fc from 'fast-check';
import type { Person, PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import {
  agent,
  customer,
  customerAction,
  customerMessage,
  deskAction,
  deskMessage,
  otherAgent,
} from '../../support/events.ts';
import type { World } from './world.ts';

/** What people at the desk wrote: what is for the customer, and what must never reach them. */
export interface Written {
  toCustomer: Map<string, { said: string; gone: boolean }>;
  internal: Set<string>;
}

/** One thing that happens. Plain data, so that a failing sequence reads as a story. */
export type Move = { name: string; run(world: World, written: Written): void };

const THIRD: Person = { id: 'agent-3', name: 'Third agent' };
export const AGENTS: readonly Person[] = [agent, otherAgent, THIRD];
/** Somebody who is in the desk channel no longer. */
const STRANGER: Person = { id: 'stranger', name: 'A stranger' };
const OTHER_CUSTOMER: Person = { id: 'cust-2', name: 'Second customer' };
const MINUTE = 60_000;

const move = (name: string, run: Move['run']): Move =>
  Object.assign({ name, run }, { [fc.toStringMethod]: () => name });
const deskThread = (world: World): ThreadRef => ({
  platform: 'loop',
  workspace: 'test',
  channel: 'desk',
  thread: `card-${world.state.episodes}`,
});

const SAID = [
  'How do I export my data?',
  'How do I export my data',
  'it still does not work, this is terrible!!',
  'I want to talk to a human',
  'Ich möchte mit einem Menschen sprechen',
  'agent?',
  'thanks!',
  'no thank you, I do not need a human',
  'I was charged twice and my lawyer will contact you',
  'ok',
  '',
];

const customerSays = fc
  .record({ text: fc.constantFrom(...SAID), other: fc.boolean(), thread: fc.boolean() })
  .map(({ text, other, thread }) =>
    move(`${other ? 'another' : 'the'} customer: ${JSON.stringify(text)}`, (world) => {
      const author = other ? OTHER_CUSTOMER : customer;
      world.accept({
        ...customerMessage(text, { author, via: thread ? 'thread' : 'mention' }),
        at: world.at(),
      });
    }),
  );

const customerPresses = fc
  .record({
    action: fc.constantFrom('human', 'solved', 'not_solved', 'decline', 'rate_5', 'rate_1', 'nonsense'),
    other: fc.boolean(),
  })
  .map(({ action, other }) =>
    move(`${other ? 'another' : 'the'} customer presses ${action}`, (world) => {
      const value = action.startsWith('rate') ? `${world.state.id}#${world.state.episodes}` : world.state.id;
      const author = other ? OTHER_CUSTOMER : customer;
      world.accept({ ...customerAction(action, value, { author }), at: world.at() });
    }),
  );

const customerChanges = fc.record({ pick: fc.nat(20), gone: fc.boolean() }).map(({ pick, gone }) =>
  move(`the customer ${gone ? 'deletes' : 'edits'} message ${pick}`, (world) => {
    const own = world.record.filter(({ role, post }) => role === 'customer' && post);
    const message = own[pick % Math.max(1, own.length)];
    if (!message?.post || !message.author) return;
    const base = changeOf(world, message.post);
    if (gone) world.accept({ ...base, kind: 'customer.deleted' });
    else
      world.accept({ ...base, kind: 'customer.edited', author: message.author, text: 'I mean the report' });
  }),
);

function changeOf(world: World, post: PostRef) {
  return {
    id: `change-${world.state.seq}-${post.id}-${world.now}-${world.record.length}`,
    platform: 'loop',
    workspace: 'test',
    at: world.at(),
    thread: { ...post, id: undefined } as ThreadRef,
    post,
  };
}

const whoever = fc.constantFrom(...AGENTS, ...AGENTS, STRANGER);

const agentWrites = fc.record({ who: whoever, note: fc.boolean() }).map(({ who, note }) =>
  move(`${who.id} writes a ${note ? 'note' : 'message'}`, (world, written) => {
    const event = deskMessage(deskThread(world), '', { author: who });
    const words = `words of ${event.id}.`;
    const { episode } = world.state;
    const holds = episode?.state === 'held' && episode.holder?.id === who.id && world.members.has(who.id);
    // What is in the inbox before it may change who holds it: then only the end is looked at.
    const waits = world.inbox.length > 0;
    if (note || (!holds && !waits)) written.internal.add(words);
    else if (!waits) written.toCustomer.set(event.post.id, { said: words, gone: false });
    world.accept({ ...event, at: world.at(), text: note ? `// ${words}` : words });
  }),
);

const agentChanges = fc
  .record({ pick: fc.nat(20), how: fc.constantFrom('edits', 'makes a note of', 'deletes') })
  .map(({ pick, how }) =>
    move(`an agent ${how} message ${pick}`, (world, written) => {
      const own = world.record.filter(({ role, post }) => role === 'agent' && post);
      const message = own[pick % Math.max(1, own.length)];
      if (!message?.post || !message.author || !world.members.has(message.author.id)) return;
      const base = changeOf(world, message.post);
      const sent = written.toCustomer.get(message.post.id);
      const words = `words of ${base.id}.`;
      if (how === 'deletes') {
        if (sent) sent.gone = true;
        return world.accept({ ...base, kind: 'desk.deleted' });
      }
      const note = how !== 'edits';
      if (note || message.internal) written.internal.add(words);
      if (sent && note) sent.gone = true;
      else if (sent && !sent.gone) sent.said = words;
      const text = note ? `// ${words}` : words;
      world.accept({ ...base, kind: 'desk.edited', author: message.author, text });
    }),
  );

const PRESSES = [
  'claim',
  'take_over',
  'not_for_human',
  'return',
  'resolve',
  'release',
  'suggest',
  'snooze',
  'keep',
  'go_soft',
  'go_hard',
  'approve',
  'deny',
  'nonsense',
];

const agentPresses = fc
  .record({ who: whoever, action: fc.constantFrom(...PRESSES), old: fc.nat(9) })
  .map(({ who, action, old }) =>
    move(`${who.id} presses ${action}${old === 0 ? ' on an old card' : ''}`, (world) => {
      const number = Math.max(1, world.state.episodes - (old === 0 ? 1 : 0));
      const value = `${world.state.id}#${number}`;
      world.accept({ ...deskAction(deskThread(world), action, value, { author: who }), at: world.at() });
    }),
  );

const claims = fc.record({ who: fc.constantFrom(...AGENTS), copilot: fc.boolean() }).map(({ who, copilot }) =>
  move(`${who.id} claims`, (world) => {
    const action = copilot ? 'claim_copilot' : 'claim';
    const value = `${world.state.id}#${world.state.episodes}`;
    world.accept({ ...deskAction(deskThread(world), action, value, { author: who }), at: world.at() });
  }),
);

const FORMS: readonly { action: string; fields: Record<string, string> }[] = [
  { action: 'transfer', fields: { to: `person:${otherAgent.id}` } },
  { action: 'transfer', fields: { to: `person:${THIRD.id}`, note: 'words of a note for the next.' } },
  { action: 'transfer', fields: { to: 'skill:nobody-has-it' } },
  { action: 'return', fields: { note: 'words of a note for the assistant.' } },
  { action: 'resolve', fields: { resolution: 'solved', gap: 'knowledge', solution: 'words of a summary.' } },
  { action: 'resolve', fields: { resolution: 'nonsense' } },
  { action: 'snooze', fields: { for: '60' } },
];

const formsSent = fc
  .record({ who: fc.constantFrom(...AGENTS), form: fc.constantFrom(...FORMS) })
  .map(({ who, form }) =>
    move(`${who.id} sends the form ${form.action} ${JSON.stringify(form.fields)}`, (world, written) => {
      const value = `${world.state.id}#${world.state.episodes}`;
      for (const words of [form.fields['note'], form.fields['solution']]) {
        if (words) written.internal.add(words);
      }
      const { action, fields } = form;
      const sent = deskAction(deskThread(world), action, value, { author: who, fields });
      world.accept({ ...sent, at: world.at() });
    }),
  );

const draftPressed = fc.constantFrom('send', 'edit', 'dismiss').map((what) =>
  move(`the holder presses ${what} on the draft`, (world) => {
    const { draft, episode } = world.state;
    if (!draft || !episode?.holder) return;
    const press = deskAction(deskThread(world), `draft_${what}_${draft.number}`, episode.id, {
      author: episode.holder,
    });
    world.accept({ ...press, at: world.at() });
  }),
);

const REPLIES: readonly Reply[] = [
  { kind: 'answer', text: 'An answer.', sources: [{ title: 'Article' }], passages: ['p'], confidence: 0.9 },
  { kind: 'answer', text: 'Unsure.', sources: [], passages: [], confidence: 0.2 },
  { kind: 'abstain', reason: 'no_grounding', considered: [], confidence: 0 },
  { kind: 'abstain', reason: 'unavailable', considered: [], confidence: 0 },
  { kind: 'abstain', reason: 'handover', said: 'An', considered: [], confidence: 0 },
  {
    kind: 'abstain',
    reason: 'approval',
    approval: { actionId: 'act-1', summary: 'Do it' },
    considered: [],
    confidence: 0,
  },
  { kind: 'clarify', text: 'Which one?' },
];

const replyComes = fc
  .record({ reply: fc.constantFrom(...REPLIES), late: fc.boolean() })
  .map(({ reply, late }) => {
    let stale = '';
    return move(`a reply is ready: ${reply.kind}`, (world) => {
      const replyId = late && stale ? stale : (world.state.reply?.id ?? 'none');
      stale = replyId;
      world.accept({ kind: 'reply.ready', id: `ready-${replyId}`, at: world.at(), replyId, reply });
    });
  });

const replyGrows = fc.constant(
  move('a reply grows', (world) => {
    const replyId = world.state.reply?.id ?? 'none';
    world.accept({ kind: 'reply.progress', id: `grows-${replyId}`, at: world.at(), replyId, text: 'An' });
  }),
);

const timePasses = fc
  .constantFrom(1, 4, 11, 26, 31, 70, 24 * 60, 3 * 24 * 60)
  .map((minutes) => move(`${minutes} minutes pass`, (world) => world.pass(minutes * MINUTE)));

const platformMoves = fc.constantFrom(
  move('a post leaves', (world) => world.send()),
  move('a post leaves', (world) => world.send()),
  move('it arrives', (world) => world.arrive()),
  move('all is delivered', (world) => world.deliverAll()),
);

const deskMoves = fc.constantFrom(
  move('an agent is taken out of the desk', (world) => void world.members.delete(otherAgent.id)),
  move('and is back', (world) => void world.members.add(otherAgent.id)),
  move('an agent has no room left', (world) => void world.elsewhere.set(agent.id, 2)),
  move('and has room again', (world) => void world.elsewhere.set(agent.id, 0)),
);

/** Everything that can happen, as often as it does. */
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: customerSays },
  { weight: 2, arbitrary: customerPresses },
  { weight: 1, arbitrary: customerChanges },
  { weight: 6, arbitrary: agentPresses },
  { weight: 4, arbitrary: claims },
  { weight: 2, arbitrary: formsSent },
  { weight: 4, arbitrary: agentWrites },
  { weight: 1, arbitrary: agentChanges },
  { weight: 1, arbitrary: draftPressed },
  { weight: 3, arbitrary: replyComes },
  { weight: 1, arbitrary: replyGrows },
  { weight: 3, arbitrary: timePasses },
  { weight: 4, arbitrary: platformMoves },
  { weight: 1, arbitrary: deskMoves },
);

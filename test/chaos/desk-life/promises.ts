import type { TextContent } from '../../../src/channels/content.ts';
import { customerMessage, deskAction } from '../../support/events.ts';
import type { Written } from './moves.ts';
import type { World } from './world.ts';

/** What must hold after every event; gives what does not, in words. */
export function brokenNow(world: World, written: Written): string[] {
  const { episode, owner, status } = world.state;
  const broken: string[] = [];
  const holders = [...world.seats].filter(([, held]) => episode && held.has(episode.id)).map(([id]) => id);
  if (episode?.state === 'held' && holders.join() !== episode.holder?.id)
    broken.push(`held by ${holders.join()}`);
  // A claim that waits for an answer to arrive has its seat already.
  if (episode?.state === 'waiting' && holders.length > 0 && world.inbox.length === 0)
    broken.push(`waits, but ${holders.join()} has a seat`);
  if ((owner === 'agent') !== (episode?.state === 'held'))
    broken.push('an agent speaks for us, and holds nothing');
  if ((owner === 'queue') !== (episode?.state === 'waiting'))
    broken.push('in the queue, and nobody is asked');
  if (episode && status !== 'open') broken.push(`an episode goes on in a conversation that is ${status}`);
  if (episode && !isExpected(world)) broken.push('nobody would ever come back to it');
  if (world.tooLate.length > 0) broken.push(`the assistant spoke over an agent: ${world.tooLate.join()}`);
  for (const [order, { lane, content }] of world.shown) {
    if (lane !== 'customer' || content.kind !== 'text') continue;
    for (const words of written.internal) {
      if (content.text.includes(words)) broken.push(`a note left the desk with post ${order}`);
    }
  }
  return broken;
}

/** Whether the episode will be looked at again by itself: it is in somebody's queue, with a clock behind it. */
function isExpected({ timers, inbox, state: { episode } }: World): boolean {
  if (inbox.length > 0) return true;
  return [...timers.values()].some(({ about }) => about === episode?.id);
}

/** What must hold once everything has been delivered. */
export function brokenAtEnd(world: World, written: Written): string[] {
  const broken: string[] = [];
  const texts = shownTo(world, 'customer').map(({ text }) => text);
  for (const { said, gone } of written.toCustomer.values()) {
    const times = texts.filter((text) => text.includes(said)).length;
    if (!gone && times !== 1) broken.push(`what the holder wrote was said ${times} times: ${said}`);
    if (gone && times > 0) broken.push(`what the holder took back is still there: ${said}`);
  }
  const { episode } = world.state;
  if (episode) broken.push(...unseen(world, episode.id));
  if (episode?.state === 'waiting' && !texts.some((text) => /customer\.(wait|still_waiting)/.test(text))) {
    broken.push('who waits was told nothing of it');
  }
  return broken;
}

/**
 * An agent hands back, and the customer asks something new: what was wished for and noticed before is of the past. Played
 * where an agent holds it at the end.
 */
export function brokenByHandBack(world: World): string[] {
  const { episode } = world.state;
  const holder = episode?.holder;
  if (!episode || !holder || !world.members.has(holder.id)) return [];
  const thread = { platform: 'loop', workspace: 'test', channel: 'desk', thread: 'card' };
  world.accept({ ...deskAction(thread, 'return', episode.id, { author: holder }), at: world.at() });
  if (world.state.owner !== 'assistant') return ['what was handed back is not with the assistant'];
  world.accept({ ...customerMessage('Where do I find the time zone?', { via: 'thread' }), at: world.at() });
  return world.state.episode ? ['an old wish for a human fired again'] : [];
}

/** Messages of customers that the desk has not got. */
function unseen({ record, shown }: World, escalationId: string): string[] {
  const transcript = Math.max(0, ...[...shown.values()].map(({ upTo }) => upTo));
  return record
    .filter(({ role, deletedAt }) => role === 'customer' && !deletedAt)
    .filter(({ seq, relay }) => seq > transcript && !(relay && shown.has(relay.order)))
    .map(({ seq }) => `message ${seq} never reached the desk of ${escalationId}`);
}

function shownTo({ shown }: World, lane: 'customer' | 'desk'): TextContent[] {
  return [...shown.values()].flatMap((one) =>
    one.lane === lane && one.content.kind === 'text' ? [one.content] : [],
  );
}

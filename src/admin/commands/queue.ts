import type { EscalationRecord } from '../../store/escalations.ts';
import { command } from '../command/definition.ts';
import { list, plain } from '../command/show.ts';

/** Escalations that are read for it. */
const MOST = 200;
const MINUTE_MS = 60_000;

export const queueCommand = command({
  name: 'queue',
  about: 'Shows who waits for a human, for how long, and who is being helped by whom.',
  who: 'agent',
  examples: ['queue', 'queue --here'],
  async run(_, { store, clock }) {
    const now = clock.now();
    const [waiting, held] = await Promise.all([
      store.escalations.inState('waiting', MOST),
      store.escalations.inState('held', MOST),
    ]);
    const data = [...waiting, ...held].map((one) => ({
      id: one._id,
      state: one.state,
      ask: one.ask,
      customer: one.customer.name,
      since: one.state === 'waiting' ? one.queuedAt : one.claimedAt,
      holder: one.holder?.name ?? null,
      category: one.category,
      link: one.permalink,
    }));
    if (data.length === 0)
      return { say: 'Nobody waits for a human, and nobody is being helped by one.', data };
    const parts = [
      `**${waiting.length} waiting**`,
      ...(waiting.length > 0 ? [list(waiting.map((one) => waitingLine(one, now)))] : []),
      `**${held.length} held**`,
      ...(held.length > 0 ? [list(held.map((one) => heldLine(one, now)))] : []),
    ];
    return { say: parts.join('\n\n'), data };
  },
});

function waitingLine(one: EscalationRecord, now: Date): string {
  const facts = [
    `waits ${spoken(one.queuedAt, now)}`,
    ...(one.category ? [one.category.replaceAll('_', ' ')] : []),
  ];
  return `${askOf(one)}: ${plain(one.customer.name)}, ${facts.join(', ')}`;
}

function heldLine(one: EscalationRecord, now: Date): string {
  const since = one.claimedAt ? ` for ${spoken(one.claimedAt, now)}` : '';
  return `${askOf(one)}: ${plain(one.customer.name)}, held by ${plain(one.holder?.name ?? 'somebody')}${since}`;
}

function askOf({ ask, permalink }: EscalationRecord): string {
  const words = plain(ask) || 'nothing yet but the wish for a human';
  return permalink && /^https?:\/\/[^\s()<>]+$/.test(permalink) ? `[${words}](${permalink})` : words;
}

function spoken(since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / MINUTE_MS));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
}

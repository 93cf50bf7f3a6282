import { z } from 'zod';
import { deskTime } from '../../handoff/desk-time.ts';
import { toRetry } from '../../intake/to-retry.ts';
import type { EventRecord } from '../../store/events.ts';
import type { PostRecord } from '../../store/outbox.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';
import { noteAct } from '../command/note-act.ts';
import { code, list, plain } from '../command/show.ts';

/** What is taken up at once; what is left can be taken up after it. */
const MOST = 500;
const SHOWN = 20;

const WHICH = {
  about: 'One of them; all where none is named.',
  allowed: 'an id, as in dead list',
  schema: z.string().max(500).optional(),
  complete: async ({ store }: CommandContext) => {
    const letters = await lettersIn(store, SHOWN);
    return letters.map(({ id, what }) => ({ value: id, label: what }));
  },
};

/** An event that could not be handled, or a post that could not be delivered. */
interface Letter {
  id: string;
  kind: 'event' | 'post';
  what: string;
  at: Date;
  conversation: string;
  error: string;
}

export const deadCommands = [
  command({
    name: 'dead list',
    about:
      'Lists what was given up: events that could not be handled, and posts that could not be delivered.',
    who: 'admin',
    examples: ['dead list'],
    async run(_, { store, settings }) {
      const letters = await lettersIn(store, MOST);
      if (letters.length === 0) return { say: 'Nothing was given up.', data: [] };
      const { time_zone: zone } = settings.current().desk;
      const lines = letters.map(
        ({ id, what, at, error }) =>
          `${code(id)}: ${what} of ${deskTime(at.toISOString(), zone)}: ${plain(error)}`,
      );
      const next = `${code('dead retry')} tries again, ${code('dead drop')} lets it go; both take one id too.`;
      return { say: `${list(lines, SHOWN)}\n\n${next}`, data: letters };
    },
  }),
  command({
    name: 'dead retry',
    about: 'Tries again what was given up. A post that has arrived after all is not sent twice.',
    who: 'admin',
    arguments: { id: WHICH },
    examples: ['dead retry'],
    async run({ id }, context) {
      return settle(context, id, 'dead.retry', 'is tried again within a minute', async (events, posts) => {
        const sent = await sendAgain(context, posts);
        return { count: (await context.store.events.again(idsOf(events))) + sent.count, letGo: sent.letGo };
      });
    },
  }),
  command({
    name: 'dead drop',
    about: 'Lets go of what was given up: it is not tried again, and not counted any more.',
    who: 'admin',
    arguments: { id: WHICH },
    examples: ['dead drop'],
    async run({ id }, context) {
      return settle(context, id, 'dead.drop', 'is let go', async (events, posts) => {
        const { store, clock } = context;
        const now = clock.now();
        const count =
          (await store.events.bury(idsOf(events), now)) + (await store.outbox.bury(idsOf(posts), now));
        return { count, letGo: 0 };
      });
    },
  }),
];

/** What was done to what was given up. */
interface Settled {
  count: number;
  /** Posts that nobody wants any more. */
  letGo: number;
}

/**
 * Queues posts again as they would read by now, with all that was given up of the same message: its author may have edited it
 * since, or taken it back.
 */
async function sendAgain(
  { store, clock, call }: CommandContext,
  posts: readonly PostRecord[],
): Promise<Settled> {
  const now = clock.now();
  const said = posts.filter(({ errand }) => /^(post|replace|remove)$/.test(errand.do));
  const orders = new Set(said.map(({ _id }) => `${_id.split('.').slice(0, 2).join('.')}.`));
  const wanted = posts.filter((post) => !said.includes(post));
  for (const order of orders) {
    const records = await store.outbox.ofOrder(order);
    wanted.push(...toRetry(records, Math.max(...records.map((record) => record.order))));
  }
  const revived = await store.outbox.revive(wanted, call.id, now);
  const kept = new Set(idsOf(wanted));
  const needless = idsOf(said).filter((id) => !kept.has(id));
  return { count: revived.length, letGo: await store.outbox.bury(needless, now) };
}

async function settle(
  context: CommandContext,
  id: string | undefined,
  what: string,
  done: string,
  carryOut: (events: EventRecord[], posts: PostRecord[]) => Promise<Settled>,
) {
  const { store } = context;
  const wanted = ({ _id }: { _id: string }) => id === undefined || _id === id;
  const [events, posts] = await Promise.all([store.events.dead(MOST), store.outbox.allDead(MOST)]);
  // The earliest first: so they were to happen.
  const chosen = [events.filter(wanted).reverse(), posts.filter(wanted).reverse()] as const;
  if (chosen.every((some) => some.length === 0)) {
    if (id === undefined) return { say: 'Nothing was given up.', data: { count: 0 } };
    return { refuse: `Nothing of the id ${code(id)} was given up. ${code('dead list')} shows what was.` };
  }
  const { count, letGo } = await carryOut(...chosen);
  await noteAct(context, what, { count, letGo, id: id ?? null });
  const rest = letGo > 0 ? ` ${letGo} is let go, for nothing is left to be sent of it.` : '';
  return { say: `${count} of what was given up ${done}.${rest}`, data: { count, letGo } };
}

async function lettersIn({ events, outbox }: CommandContext['store'], limit: number): Promise<Letter[]> {
  const [dead, posts] = await Promise.all([events.dead(limit), outbox.allDead(limit)]);
  const letters: Letter[] = [
    ...dead.map(({ _id: id, event, acceptedAt: at, conversationId: conversation, error }) => ({
      ...{ id, kind: 'event' as const, at, conversation, error: error ?? '' },
      what: `event ${code(event.kind)}`,
    })),
    ...posts.map(({ _id: id, errand, createdAt: at, conversationId: conversation, error }) => ({
      ...{ id, kind: 'post' as const, at, conversation, error: error ?? '' },
      what: `post ${code(errand.do)}`,
    })),
  ];
  return letters.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

function idsOf(records: readonly { _id: string }[]): string[] {
  return records.map(({ _id }) => _id);
}

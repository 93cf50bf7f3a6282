import { z } from 'zod';
import { deskTime } from '../../handoff/desk-time.ts';
import type { EventRecord } from '../../store/events.ts';
import type { PostRecord } from '../../store/outbox.ts';
import { type CommandContext, signatureOf } from '../command/context.ts';
import { command } from '../command/definition.ts';
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
        const { store, clock, call } = context;
        const revived = await store.outbox.revive(posts, call.id, clock.now());
        return (await store.events.again(idsOf(events))) + revived.length;
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
        return (await store.events.bury(idsOf(events), now)) + (await store.outbox.bury(idsOf(posts), now));
      });
    },
  }),
];

async function settle(
  context: CommandContext,
  id: string | undefined,
  what: string,
  done: string,
  carryOut: (events: EventRecord[], posts: PostRecord[]) => Promise<number>,
) {
  const { store, clock, call } = context;
  const wanted = ({ _id }: { _id: string }) => id === undefined || _id === id;
  const [events, posts] = await Promise.all([store.events.dead(MOST), store.outbox.allDead(MOST)]);
  // The earliest first: so they were to happen.
  const chosen = [events.filter(wanted).reverse(), posts.filter(wanted).reverse()] as const;
  if (chosen.every((some) => some.length === 0)) {
    if (id === undefined) return { say: 'Nothing was given up.', data: { count: 0 } };
    return { refuse: `Nothing of the id ${code(id)} was given up. ${code('dead list')} shows what was.` };
  }
  const count = await carryOut(...chosen);
  const by = signatureOf(context);
  const _id = `command:${by.platform}:${by.workspace}:${call.id}`;
  await store.audit.add({ _id, at: clock.now(), by, what, detail: { count, id: id ?? null } });
  return { say: `${count} of what was given up ${done}.`, data: { count } };
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

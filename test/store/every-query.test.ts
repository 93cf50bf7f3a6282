import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversationId, newConversation } from '../../src/conversation/conversation.ts';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { customerThread } from '../support/events.ts';

/** What may go through a whole collection, and how often. */
const MAY_SCAN = {
  /** Once, at the start of a process that has the store to itself. */
  'conversations.takeOver': 4,
  /** Events are kept for days only; to index whose they are would cost every event, for what is wished for rarely. */
  'erasing.rest': 2,
};

const now = new Date('2026-03-01T12:00:00.000Z');
const at = now.toISOString();
const lease = { holder: 'h', until: now };
const agent = { platform: 'slack', workspace: 'T1', personId: 'U1' };
const person = { platform: 'slack', workspace: 'T1', id: 'U1' };
const id = conversationId(customerThread);
const record = {
  ...{ _id: id, version: 1, arrivals: 1, settled: 1, counted: 1, worked: 1, lease, todo: [], todoOf: 1 },
  ...{
    todoAt: null,
    handled: [],
    slots: { customer: null, desk: null },
    state: newConversation(customerThread),
  },
};
const content = { kind: 'text', text: 'x' };
const post = {
  _id: `${id}.1.0`,
  conversationId: id,
  lane: 'desk',
  order: 1_000,
  errand: { do: 'post', content },
};
const slot = { postId: post._id, guarded: false, until: now };
const ref = { ...customerThread, id: '1' };
const erase = { do: 'erase', order: 1, personId: 'U1', scope: 'all', upTo: 1, before: 1, at };
const change = { _id: 1, paths: ['desk.capacity'], undoes: null };

/** How every method of every repository is called; several lists: several ways. */
const CALLS: { [N in keyof Store]?: Record<string, unknown[][]> } = {
  conversations: {
    get: [[id]],
    exists: [[id]],
    ring: [[id, customerThread, { counts: true, lease, now }]],
    lease: [[id, lease, now]],
    release: [
      [record, false],
      [record, true],
    ],
    commit: [[record, record, now]],
    clearTodo: [[record]],
    takeSlot: [
      [id, 'desk', slot, now, null],
      [id, 'customer', slot, now, 1],
    ],
    freeSlot: [
      [id, 'desk', post._id],
      [id, 'desk', post._id, 1],
    ],
    clearSlot: [[id, 'desk', slot]],
    openOf: [['U1', 'C1']],
    openedBy: [['U1', customerThread, 5]],
    takeOver: [[now]],
    endReply: [[id, 'r', now]],
    unfinished: [[now, 5]],
    overdueReplies: [[now, 5]],
  },
  messages: {
    insert: [[[{ conversationId: id, seq: 1, edits: [], author: { id: 'U1', name: 'Ada' } }]]],
    replace: [[{ conversationId: id, seq: 1, edits: [], author: { id: 'U1', name: 'Ada' } }]],
    wordsOf: [[id, 'U1']],
    spokenIn: [['U1', at]],
    byPost: [[id, ref]],
    range: [[id, 0, 5, 5]],
  },
  escalations: {
    save: [[{ id: `${id}#1`, conversationId: id, signals: [] }]],
    get: [[`${id}#1`]],
    byCardThread: [['t']],
    loads: [[]],
    inState: [['held', 5]],
    waiting: [[5]],
    waits: [[5]],
    countIn: [['waiting']],
    ofCustomer: [['key', 5]],
    resolved: [[5]],
    between: [[at, at]],
    rate: [[`${id}#1`, 5, at]],
    commentRating: [[`${id}#1`, 'Thanks']],
    setCard: [[`${id}#1`, ref, 't']],
  },
  decisions: { add: [[{ id: 'd', signals: [] }]], latestConversations: [[5]], why: [[id, 5]] },
  events: {
    insert: [[{ _id: 'e', conversationId: id }]],
    next: [[id, 5]],
    done: [[{ ids: ['e'], now }]],
    failed: [['e', 'x', false]],
    adopt: [['s', id]],
    stuck: [[now, 5]],
    countDead: [[]],
    dead: [[5]],
    deadOf: [['U1', at]],
    again: [[['e']]],
    bury: [[['e'], now]],
  },
  outbox: {
    insert: [[[post]]],
    get: [[post._id]],
    ofOrder: [[`${id}.1.`]],
    hasDead: [[`${id}.1.`]],
    holding: [[id, 5, null]],
    next: [[id, 'desk']],
    overtaking: [[post]],
    rewrite: [[post, content, 5, now]],
    revive: [[[post], 'r', now]],
    sent: [[{ id: post._id, ref: null, now }]],
    dropped: [[post._id, now]],
    doubt: [[post._id]],
    postponed: [[post._id, { attempts: 1, dueAt: now, inDoubt: false, error: null }]],
    dead: [[post._id, 'x']],
    stuck: [[now, 5]],
    countDead: [[]],
    allDead: [[5]],
    bury: [[[post._id], now]],
  },
  timers: { remove: [['t', now]], change: [[['t'], [{ _id: 'u', dueAt: now }]]], due: [[now, 5]] },
  articles: {
    add: [[[{ id: 'a', title: '', text: '' }], now]],
    retire: [['a', 'x', now]],
    restore: [['a', now]],
    put: [[{ id: 'a', title: '', text: '' }, now]],
    since: [[null], [now]],
  },
  leases: { take: [['l', 'h', now, now]], leave: [['l', 'h']] },
  drafts: { save: [[{ id: 'd' }]], between: [[at, at]], of: [[`${id}#1`]] },
  actions: {
    begin: [[{ _id: 'a', conversationId: id, state: 'waiting' }]],
    get: [['a']],
    countOf: [[id, 'refund']],
    decide: [['a', 'approved', 'U1', now]],
    take: [['a', now, now, true]],
    finish: [['a', 'done', 'x', now]],
    stuck: [[now, now, 5]],
  },
  reports: { add: [[{ key: 'k', conversationId: id }]] },
  customerNotes: { set: [['U1', 'x', 'k']], of: [['U1']] },
  agents: {
    get: [[agent]],
    ofDesk: [['slack', 'T1']],
    known: [[]],
    setCopilot: [[agent, 'never']],
    setAway: [[agent, now]],
    takeSeat: [
      [agent, `${id}#1`, 1],
      [agent, `${id}#2`, 1],
    ],
    seated: [[agent, 'Ada', `${id}#1`, now]],
    freeSeat: [[agent, `${id}#1`]],
  },
  vectors: { get: [[['v']]], set: [[new Map([['v', new Float32Array(2)]])]] },
  usage: { add: [[{ _id: 'u', at: now }]], totals: [[now]] },
  health: { set: [['model', 'open', '', now]], get: [['model']] },
  forgets: {
    ask: [[person, at, [id]]],
    pending: [[5, ['loop']]],
    leaveToAdapter: [[{ _id: 'f', at }]],
    again: [[{ _id: 'f' }, [id]]],
    done: [[{ _id: 'f', at }, now]],
  },
  settings: {
    version: [[]],
    get: [[]],
    replace: [[{ _id: 'settings', version: 1, entries: [], last: null }]],
    append: [[change]],
    change: [[1]],
    latest: [[{ limit: 5 }], [{ limit: 5, path: 'desk', after: 1, before: 9 }]],
    undone: [[[1]]],
  },
  audit: {
    add: [[{ _id: 'a', at, by: person, what: 'x' }]],
    latest: [[5], [5, { by: 'U1' }], [5, { what: 'x' }], [5, { by: 'U1', what: 'x' }]],
  },
  visits: { save: [[[{ id: `${id}@1`, openedAt: at }]]], between: [[at, at]] },
  processes: {
    seen: [[{ _id: 'p', host: 'h', version: '1', platforms: [], desk: 'web', startedAt: now, seenAt: now }]],
    since: [[now, 5]],
    gone: [['p']],
  },
  erasing: {
    placesOf: [[[id], 'U1']],
    conversation: [
      [id, erase],
      [id, { ...erase, scope: 'words' }],
    ],
    rest: [[{ id: 'U1', at }, [id]]],
  },
};

let server: EmbeddedMongo;
let store: Store;

beforeAll(async () => {
  server = await startEmbeddedMongo({ logger: createLogger('silent') });
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

/** What a generator gives is read to its end. */
async function call(method: (...args: unknown[]) => unknown, args: unknown[]): Promise<void> {
  const result = method(...args);
  if (result && typeof result === 'object' && Symbol.asyncIterator in result) {
    for await (const _ of result as AsyncIterable<unknown>);
  } else await result;
}

it('every query of every repository is served by an index, whatever it asks for', async () => {
  const scans: Record<string, number> = {};
  const unknown: string[] = [];
  for (const [name, repository] of Object.entries(store)) {
    if (typeof repository === 'function') continue;
    const calls = CALLS[name as keyof Store] ?? {};
    for (const [method, run] of Object.entries(repository)) {
      if (method === 'model') continue;
      if (!calls[method]) unknown.push(`${name}.${method}`);
      for (const args of calls[method] ?? []) {
        const before = (await server.stats()).fullScans;
        await call(run as (...args: unknown[]) => unknown, args);
        const more = (await server.stats()).fullScans - before;
        if (more > 0) scans[`${name}.${method}`] = (scans[`${name}.${method}`] ?? 0) + more;
      }
    }
  }
  expect(unknown).toEqual([]);
  expect(scans).toEqual(MAY_SCAN);
});

it('what adapters keep is found by an index', async () => {
  const kept = store.storageFor('teams');
  const before = (await server.stats()).fullScans;
  await kept.insert('post', { id: '1', group: 'g', order: 1, value: {} });
  await kept.replace('post', '1', {});
  await kept.get('post', '1');
  await kept.list('post', 'g');
  await kept.list('post', 'g', { after: 1, limit: 5 });
  await kept.remove('post', '1');
  expect((await server.stats()).fullScans).toBe(before);
});

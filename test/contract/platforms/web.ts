import { randomUUID } from 'node:crypto';
import { createWeb } from '../../../adapters/web/web.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from '../../adapters/web/memory-storage.ts';
import {
  type Bed,
  type BedClock,
  ContractIntake,
  type PlatformDescriptor,
  type Said,
  type Shown,
} from '../bed.ts';
import { webAsker, wordsOf } from './web-asker.ts';

const customer = { id: 'customer-one', name: 'The Customer' };

/** What the page is told of a post. */
interface View {
  id: string;
  writer: { kind: string; name: string };
  text: Tree[];
  buttons: { id: string; label: string; value: string }[];
  files: { title: string; path?: string }[];
  sources: { title: string }[];
  removed: boolean;
  whisper: boolean;
}
/** Commands in one thread, which is read as a whole. */
const TALK = 20;

/** What the page is told of their threads; the cursor grows with each change. */
interface Listed {
  cursor: number;
  threads: { id: string }[];
}
type Tree = string | { children: Tree[] };

async function prepare(clock: BedClock): Promise<Bed> {
  const storage = new MemoryStorage();
  const deps = { storage, logger: createLogger('silent'), clock, newId: randomUUID };
  const { channel, desk, url } = createWeb({ host: '127.0.0.1', port: 0 }, deps);
  const intake = new ContractIntake();
  const threads = new Set<string>();

  async function send(path: string, body: object): Promise<{ post: View; file: { id: string } }> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(new URL(path, url()), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { post: View; file: { id: string } };
  }
  async function say(thread: string, text: string, files: string[] = []): Promise<Said> {
    const { post } = await send('/api/customer/messages', {
      customer,
      thread,
      id: randomUUID(),
      text,
      files,
    });
    threads.add(thread);
    return { id: post.id, place: thread };
  }
  async function upload({ name, content }: { name: string; content: string }): Promise<string> {
    const to = new URL(`/api/files?${new URLSearchParams({ name })}`, url());
    const response = await fetch(to, {
      method: 'POST',
      body: content,
      headers: { 'content-type': 'text/plain' },
    });
    return ((await response.json()) as { file: { id: string } }).file.id;
  }
  async function views(thread: string): Promise<View[]> {
    const query = new URLSearchParams({ customer: customer.id, thread });
    const response = await fetch(new URL(`/api/customer/thread?${query}`, url()));
    return ((await response.json()) as { posts: View[] }).posts.filter(({ removed }) => !removed);
  }
  const isOurs = ({ writer, whisper }: View) => writer.kind !== 'customer' && !whisper;
  async function shownOf(view: View): Promise<Shown> {
    const files = view.files.filter(({ path }) => path !== undefined);
    const read = async (path: string) => (await fetch(new URL(path, url()))).text();
    return {
      id: view.id,
      author: view.writer.name,
      text: [...view.text.map(wordsOf), ...view.sources.map(({ title }) => title)].join('\n'),
      buttons: view.buttons.map(({ label }) => label),
      files: await Promise.all(
        files.map(async ({ title, path = '' }) => ({ name: title, content: await read(path) })),
      ),
    };
  }
  const change = (path: string, { id, place }: Said, more: object) =>
    send(path, { customer, thread: place, post: id, id: randomUUID(), ...more });

  let talk = { thread: randomUUID(), asked: 0 };
  /** Threads that commands were typed in; nobody writes there any more, so they are read once. */
  const former = new Map<string, Promise<View[]> | undefined>();
  let read: { cursor: number; posts: View[] } | undefined;
  function turnToAsk(): void {
    if (talk.asked === TALK) {
      former.set(talk.thread, undefined);
      talk = { thread: randomUUID(), asked: 0 };
    }
    talk.asked += 1;
  }
  async function viewsIn(thread: string): Promise<View[]> {
    if (!former.has(thread)) return views(thread);
    const known = former.get(thread) ?? views(thread);
    former.set(thread, known);
    return known;
  }
  /** All that they see, thread by thread; read again where something has changed since. */
  async function everything(): Promise<View[]> {
    const query = new URLSearchParams({ customer: customer.id });
    const response = await fetch(new URL(`/api/customer?${query}`, url()));
    const { cursor, threads: known } = (await response.json()) as Listed;
    if (read?.cursor !== cursor) {
      const found = await Promise.all(known.toReversed().map(({ id }) => viewsIn(id)));
      read = { cursor, posts: found.flat() };
    }
    return read.posts;
  }
  const wordsOfAll = (some: View[]) => some.map(({ text }) => text.map(wordsOf).join('\n'));
  const asker = webAsker({
    ...{ person: customer, path: 'customer', url },
    turnToAsk,
    who: () => ({ customer, thread: talk.thread }),
    at: ({ thread, id }) => ({ thread, post: id }),
    buttons: async ({ thread, id }) =>
      (await views(thread ?? '')).find((view) => view.id === id)?.buttons ?? [],
    whispers: async () => wordsOfAll((await everything()).filter(({ whisper }) => whisper)),
    seenByOthers: async () => wordsOfAll((await everything()).filter(isOurs)),
  });

  return {
    channel,
    desk,
    intake,
    clock,
    asker,
    connected: async () => undefined,
    customerName: customer.name,
    customerId: customer.id,
    ask: async (text, files = []) => say(randomUUID(), text, await Promise.all(files.map(upload))),
    reply: async (to, text, files = []) => say(to.place, text, await Promise.all(files.map(upload))),
    askDirectly: (text) => say(randomUUID(), text),
    mention: (text) => say(randomUUID(), text),
    edit: async (said, text) => void (await change('/api/customer/edits', said, { text })),
    remove: async (said) => void (await change('/api/customer/deletions', said, {})),
    redeliver: async () => undefined,
    botSays: async () => undefined,
    async press(post, label) {
      const view = (await views(post.thread ?? '')).find(({ id }) => id === post.id);
      const button = view?.buttons.find((one) => one.label === label);
      const pressed = { thread: post.thread, post: post.id, action: button?.id, value: button?.value };
      await send('/api/customer/actions', { customer, id: randomUUID(), ...pressed });
    },
    shown: async ({ thread }) => Promise.all((await views(thread ?? '')).filter(isOurs).map(shownOf)),
    async wire({ channel: where, thread }) {
      const key = ['web', 'local', where, thread ?? ''].map(encodeURIComponent).join('|');
      const records = await storage.list('post', key);
      const contents = records.map(
        ({ value }) => value as { writer: { kind: string }; content: { text?: string } },
      );
      return contents.findLast(({ writer }) => writer.kind === 'baton')?.content.text ?? '';
    },
    pinged: async () => [],
    typing: () => false,
    async whispered() {
      const all = await Promise.all([...threads].map(views));
      return all
        .flat()
        .filter(({ whisper }) => whisper)
        .map(({ text }) => text.map(wordsOf).join('\n'));
    },
    limitRate: () => undefined,
    forbid: () => undefined,
    loseAnswer: () => undefined,
    reconnect: async (meanwhile) => void (await meanwhile()),
    stop: () => channel.stop(),
  };
}

export const web: PlatformDescriptor = {
  name: 'the web workspace',
  offers: {
    ...{ redelivery: false, mentions: false, directMessages: true, otherBots: false, rateLimits: false },
    ...{ permissions: false, reconnects: false, changes: true, typing: false },
    ...{ history: true, files: true, alone: false },
  },
  asks: { keepsForms: true, namesSubmit: true, promotes: false, here: true, completes: false, spoken: false },
  prepare,
};

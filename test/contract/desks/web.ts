import { randomUUID } from 'node:crypto';
import { createWeb } from '../../../adapters/web/web.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from '../../adapters/web/memory-storage.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type BedClock, ContractIntake } from '../bed.ts';
import type { DeskBed, DeskDescriptor, DeskShown } from '../desk-bed.ts';
import { webAsker, wordsOf } from '../platforms/web-asker.ts';

const agent = { id: 'agent-one', name: 'First agent' };

/** What the page is told of a post. */
interface View {
  id: string;
  writer: { kind: string };
  buttons?: { id: string; label: string; value: string }[];
  card?: { buttons: { id: string; label: string; value: string }[] };
  removed: boolean;
  whisper: boolean;
  mentions: string[];
  marking?: { mark: string; buttons: { label: string }[] };
  text?: Parameters<typeof wordsOf>[0][];
}

async function start(clock: BedClock = new ManualClock()): Promise<DeskBed> {
  const deps = { storage: new MemoryStorage(), logger: createLogger('silent'), clock, newId: randomUUID };
  const { channel, desk, url } = createWeb({ host: '127.0.0.1', port: 0 }, deps);
  const intake = new ContractIntake();
  await channel.start(intake);
  let card = '';
  let page: AbortController | undefined;

  async function send(path: string, body: object): Promise<{ post: View }> {
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify({ agent, id: randomUUID(), ...body }) };
    const response = await fetch(new URL(`/api/desk/${path}`, url()), request);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { post: View };
  }
  async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    const words = new URLSearchParams({ agent: agent.id, ...query });
    return (await (await fetch(new URL(`/api/desk${path}?${words}`, url()))).json()) as T;
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
  async function cardOf(id: string): Promise<View> {
    card = id;
    const found = (await get<{ cards: View[] }>('')).cards.find((one) => one.id === id);
    if (!found) throw new Error('there is no such card');
    return found;
  }
  const posts = async (id: string) => (await get<{ posts: View[] }>('/thread', { card: id })).posts;

  const asker = webAsker({
    ...{ person: agent, path: 'desk', url },
    who: () => ({ agent }),
    at: ({ id }) => ({ post: id }),
    buttons: async ({ id }) => buttonsOf(await cardOf(id)),
    whispers: async () => [],
    async seenByOthers() {
      const shown = await get<{ cards: View[] }>('', { agent: 'agent-two' });
      return shown.cards.map(({ text = [] }) => text.map(wordsOf).join('\n'));
    },
  });

  return {
    asker,
    channel,
    desk,
    intake,
    agent,
    stranger: 'customer-one',
    async write({ id }, text, files = []) {
      await cardOf(id);
      const attached = await Promise.all(files.map(upload));
      return (await send('messages', { card: id, text, files: attached })).post.id;
    },
    edit: async (_, post, text) => void (await send('edits', { post, text })),
    remove: async (_, post) => void (await send('deletions', { post })),
    talk: async () => undefined,
    async press({ id }, label) {
      const button = buttonsOf(await cardOf(id)).find((one) => one.label === label);
      await send('actions', { post: id, action: button?.id, value: button?.value });
    },
    card: async ({ id }) => shown(await cardOf(id)),
    thread: async ({ id }) =>
      (await posts(id))
        .filter((post) => post.writer.kind !== 'agent' && !post.removed && !post.whisper)
        .map(shown),
    called: async ({ id }) =>
      (await posts(id)).flatMap(({ mentions }) =>
        mentions.map((name) => (name === agent.name ? agent.id : name)),
      ),
    marks: async ({ id }, message) => {
      const marking = (await posts(id)).find((post) => post.id === message)?.marking;
      return marking ? [marking.mark, ...marking.buttons.map(({ label }) => label)] : [];
    },
    whispered: async () =>
      (await posts(card)).filter(({ whisper }) => whisper).map((post) => shown(post).text),
    async appear(there) {
      page?.abort();
      const isThere = async () => (await desk.present?.([agent.id]))?.has(agent.id) === true;
      if (!there) return until(async () => !(await isThere()));
      page = new AbortController();
      const stream = await fetch(new URL(`/api/stream?agent=${agent.id}`, url()), { signal: page.signal });
      // The first words come once the stream is open.
      await stream.body?.getReader().read();
      await until(isThere);
    },
    expel: async () => undefined,
    async stop() {
      page?.abort();
      await channel.stop();
    },
  };
}

const buttonsOf = ({ card, buttons }: View) => card?.buttons ?? buttons ?? [];

function shown(view: View): DeskShown {
  return { id: view.id, text: JSON.stringify(view), buttons: buttonsOf(view).map(({ label }) => label) };
}

export const webDesk: DeskDescriptor = {
  name: 'the web workspace',
  talks: false,
  expels: false,
  signs: {
    waiting: ['waiting', 'Undo'],
    sent: ['sent'],
    failed: ['failed'],
    note: ['note', 'Send to customer'],
  },
  start,
  asks: { keepsForms: true, namesSubmit: true, promotes: false, here: true, completes: true, spoken: false },
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

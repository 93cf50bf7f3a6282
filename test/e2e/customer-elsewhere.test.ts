import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { ChannelAdapter, Intake } from '../../src/channels/adapter.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Bed, Said } from '../contract/bed.ts';
import { platforms } from '../contract/platforms/all.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';
import { startHandbookApp } from './handbook-app.ts';
import { startSlackDesk } from './slack-desk.ts';

const elsewhere = platforms.filter(({ name }) => !name.includes('Slack'));

let server: TestStore;
let store: Store;
let app: App;
let bed: Bed;
/** The thread of the one conversation there is. */
let thread: ThreadRef | undefined;
let desk: Awaited<ReturnType<typeof startSlackDesk>>;

/** The same channel; where the first message was written is noticed on the way. */
function noticing(channel: ChannelAdapter): ChannelAdapter {
  return new Proxy(channel, {
    get(target, name) {
      if (name !== 'start') {
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (intake: Intake) =>
        target.start({
          ...intake,
          accept(event) {
            thread ??= event.thread;
            return intake.accept(event);
          },
        });
    },
  });
}

async function startBaton(prepare: (typeof platforms)[number]['prepare']): Promise<void> {
  server = await startTestStore();
  store = await openStore(server.uri);
  bed = await prepare(systemClock);
  thread = undefined;
  desk = await startSlackDesk();
  app = await startHandbookApp({ store, channels: [noticing(bed.channel), desk.channel], desk: desk.desk });
  await bed.connected();
  await desk.slack.sockets.connected(1);
}

/** Waits until something holds that no platform tells of. */
async function until(probe: () => Promise<boolean>): Promise<void> {
  while (!(await probe())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe.each(elsewhere)('a customer on $name, with the desk in Slack', ({ offers, prepare }) => {
  beforeEach(() => startBaton(prepare));
  afterEach(async () => {
    await app.stop();
    await bed.stop();
    await desk.slack.stop();
    await store.close();
    await server.stop();
  });

  const seen = async () => (thread ? bed.shown(thread) : []);
  const words = async () => (await seen()).map(({ author, text }) => `${author}: ${text}`).join('\n');
  const sees = (text: string) => until(async () => (await words()).includes(text));
  /** Where the platform takes no files, the customer sees the file's name. */
  async function received(name: string, content: string): Promise<boolean> {
    if (!offers.files) return (await words()).includes(name);
    return (await seen()).some(({ files }) => files.some((file) => file.content === content));
  }
  async function press(label: string): Promise<void> {
    const button = async () => (await seen()).find(({ buttons }) => buttons.includes(label));
    await until(async () => (await button()) !== undefined);
    if (thread) await bed.press({ ...thread, id: (await button())?.id ?? '' }, label);
  }

  it('the whole story: asked, answered, handed over, edited, deleted, files, resolved, rated', async () => {
    const question: Said = await bed.ask('How do I cancel a booking?');
    await sees('Reschedule');
    expect((await seen())[0]?.buttons).toContain('Talk to a human');

    await bed.reply(question, 'I want to talk to a human');
    await sees('bringing one in');
    await desk.sees('How do I cancel a booking?');
    await desk.press('claim');
    await sees('First agent has joined');

    const more = await bed.reply(question, 'It is booking 17');
    await desk.sees('It is booking 17');
    await bed.edit(more, 'It is booking 71');
    await desk.sees('It is booking 71');
    await desk.sees('Edited. Before:');

    await desk.write('Press *expert* in the menu');
    await sees('Press expert in the menu');
    expect(await words()).toContain('First agent');
    await desk.edit('expert', 'Press *export* in the menu');
    await sees('Press export in the menu');
    expect(await words()).not.toContain('expert');

    await desk.write('// a note for us');
    await desk.write('here is the form', [{ name: 'form.txt', content: 'sign here' }]);
    await until(() => received('form.txt', 'sign here'));
    await desk.write('Sent by mistake');
    await sees('Sent by mistake');
    await desk.remove('Sent by mistake');
    await until(async () => !(await words()).includes('Sent by mistake'));
    expect(await words()).not.toContain('a note for us');

    await bed.reply(question, 'and here is the log', [{ name: 'app.log', content: 'line one' }]);
    await desk.sees('and here is the log');
    if (offers.files) await until(async () => desk.files().some(({ content }) => content === 'line one'));
    else await desk.sees('app.log');

    const secret = await bed.reply(question, 'My password is secret');
    await desk.sees('My password is secret');
    await bed.remove(secret);
    await desk.sees('Deleted by the customer');
    expect(desk.words()).not.toContain('My password is secret');

    await desk.send('resolve');
    await sees('marked this as resolved');
    await press('😀 Very good');
    await desk.sees('rated this with 5 of 5');
    await until(async () => (await bed.whispered()).join().includes('Thank you for the rating!'));
    expect(desk.cards()).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefRequest, BriefWords } from '../../src/copilot/briefs.ts';
import { customerMessage, customerThread } from '../support/events.ts';
import { launchPolicy } from '../support/reader.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let one: TestApp | undefined;
let asked: BriefRequest[];

beforeEach(async () => {
  server = await startTestStore();
  asked = [];
});
afterEach(async () => {
  await one?.stop();
  await server.stop();
});

const words: BriefWords = { summary: 'The export is empty.', firstMessage: 'Hello, your export is empty.' };
async function start(
  brief: (request: BriefRequest, signal: AbortSignal) => Promise<BriefWords>,
  more: Partial<TestAppOptions> = {},
): Promise<TestApp> {
  const briefer = {
    brief(request: BriefRequest, signal: AbortSignal) {
      asked.push(request);
      return brief(request, signal);
    },
  };
  one = await startTestApp({ uri: server.uri, briefer, ...more });
  return one;
}
const soft = { settings: { policy: { ...launchPolicy, mode: 'soft' as const } } };
const wantHuman = ({ intake }: TestApp) =>
  intake.accept(
    customerMessage('How do I share the calendar of my shop? get me a human', {
      thread: { ...customerThread, thread: 'b' },
    }),
  );
const sections = ({ platform }: TestApp) =>
  Object.fromEntries(platform.cards()[0]?.card.sections.map(({ heading, text }) => [heading, text]) ?? []);

describe('with a model, a card', () => {
  it('is brought up to date once its words are there, and is one card', async () => {
    const app = await start(async () => words, soft);
    await wantHuman(app);
    await app.app.idle();
    expect(app.platform.cards()).toHaveLength(1);
    expect(sections(app)).toMatchObject({
      'card.section_brief': expect.stringContaining('The export is empty.'),
      'card.section_first_model': '> Hello, your export is empty.',
    });
    expect(asked).toMatchObject([{ greets: true, customer: 'First customer' }]);
  });

  it('asks for no first message where the assistant steps back', async () => {
    const app = await start(async () => words);
    await wantHuman(app);
    await app.app.idle();
    expect(asked[0]?.greets).toBe(false);
    expect(sections(app)).toHaveProperty('card.section_first');
    expect(sections(app)).not.toHaveProperty('card.section_first_model');
  });

  it('is there at once, whole, however long the model takes', async () => {
    let posted = () => {};
    const there = new Promise<void>((resolve) => {
      posted = resolve;
    });
    let answer = (_: BriefWords) => {};
    const app = await start(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      { ...soft, hooks: { afterPost: ({ content }) => (content.kind === 'card' ? posted() : undefined) } },
    );
    await wantHuman(app);
    await there;
    expect(sections(app)).toMatchObject({
      'card.section_ask': expect.stringContaining('share the calendar'),
    });
    answer(words);
    await app.app.idle();
    expect(sections(app)).toHaveProperty('card.section_brief');
  });

  it('stays as it was put together where the model fails, and where Baton stops meanwhile', async () => {
    const app = await start(() => Promise.reject(new Error('the model is away')), soft);
    await wantHuman(app);
    await app.app.idle();
    expect(sections(app)).toHaveProperty('card.section_ask');
    await app.stop();
    one = undefined;

    let called = () => {};
    const begun = new Promise<void>((resolve) => {
      called = resolve;
    });
    const hanging = await start(() => {
      called();
      return new Promise(() => {});
    }, soft);
    await hanging.intake.accept(
      customerMessage('get me a human', { thread: { ...customerThread, thread: 'c' } }),
    );
    await begun;
    await hanging.stop();
    one = undefined;
  });
});

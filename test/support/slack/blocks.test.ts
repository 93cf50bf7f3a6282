import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './bolt-app.ts';
import { type FakeChannel, type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { refused } from './refused.ts';

let slack: FakeSlack;
let help: FakeChannel;

beforeAll(async () => {
  slack = await startFakeSlack();
  help = slack.addChannel({ name: 'help' });
});

afterAll(() => slack.stop());

type Block = Record<string, unknown>;

const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const button = (more: Block = {}) => ({ type: 'button', text: plain(5), action_id: 'a', ...more });
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) });
const actions = (...elements: Block[]) => ({ type: 'actions', elements });
const option = (more: Block = {}) => ({ text: plain(5), value: 'v', ...more });
const times = (count: number, make: (index: number) => Block) =>
  Array.from({ length: count }, (_, index) => make(index));

async function post(blocks: unknown[]) {
  return refused(clientOf(slack).chat.postMessage({ channel: help.id, text: 'x', blocks: blocks as never }));
}

/** Each limit: the most that is taken, and the least that is not, with where the complaint points. */
const LIMITS: [string, Block[], Block[], string][] = [
  ['section text', [section(3000)], [section(3001)], '/blocks/0/text/text'],
  [
    'section fields',
    [{ type: 'section', fields: times(10, () => mrkdwn(10)) }],
    [{ type: 'section', fields: times(11, () => mrkdwn(10)) }],
    '/blocks/0/fields',
  ],
  [
    'field text',
    [{ type: 'section', fields: [mrkdwn(2000)] }],
    [{ type: 'section', fields: [mrkdwn(2001)] }],
    '/blocks/0/fields/0/text',
  ],
  [
    'header',
    [{ type: 'header', text: plain(150) }],
    [{ type: 'header', text: plain(151) }],
    '/blocks/0/text/text',
  ],
  ['blocks', times(50, () => ({ type: 'divider' })), times(51, () => ({ type: 'divider' })), '/blocks'],
  [
    'context',
    [{ type: 'context', elements: times(10, () => mrkdwn(5)) }],
    [{ type: 'context', elements: times(11, () => mrkdwn(5)) }],
    '/blocks/0/elements',
  ],
  [
    'actions',
    [actions(...times(25, (index) => button({ action_id: `a${index}` })))],
    [actions(...times(26, (index) => button({ action_id: `a${index}` })))],
    '/blocks/0/elements',
  ],
  [
    'button text',
    [actions(button({ text: plain(75) }))],
    [actions(button({ text: plain(76) }))],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'action id',
    [actions(button({ action_id: 'x'.repeat(255) }))],
    [actions(button({ action_id: 'x'.repeat(256) }))],
    '/blocks/0/elements/0/action_id',
  ],
  [
    'button value',
    [actions(button({ value: 'x'.repeat(2000) }))],
    [actions(button({ value: 'x'.repeat(2001) }))],
    '/blocks/0/elements/0/value',
  ],
  [
    'button link',
    [actions(button({ url: 'x'.repeat(3000) }))],
    [actions(button({ url: 'x'.repeat(3001) }))],
    '/blocks/0/elements/0/url',
  ],
  [
    'block id',
    [{ type: 'divider', block_id: 'x'.repeat(255) }],
    [{ type: 'divider', block_id: 'x'.repeat(256) }],
    '/blocks/0/block_id',
  ],
  [
    'image link',
    [{ type: 'image', image_url: 'x'.repeat(3000), alt_text: 'a' }],
    [{ type: 'image', image_url: 'x'.repeat(3001), alt_text: 'a' }],
    '/blocks/0/image_url',
  ],
  [
    'option value',
    [actions({ type: 'static_select', options: [option({ value: 'x'.repeat(150) })] })],
    [actions({ type: 'static_select', options: [option({ value: 'x'.repeat(151) })] })],
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'overflow',
    [actions({ type: 'overflow', options: times(5, () => option()) })],
    [actions({ type: 'overflow', options: times(6, () => option()) })],
    '/blocks/0/elements/0/options',
  ],
  [
    'markdown',
    [{ type: 'markdown', text: 'x'.repeat(12_000) }],
    [{ type: 'markdown', text: 'x'.repeat(12_001) }],
    '/blocks/0/text',
  ],
  [
    'all markdown',
    times(2, () => ({ type: 'markdown', text: 'x'.repeat(6000) })),
    times(2, () => ({ type: 'markdown', text: 'x'.repeat(6001) })),
    '/blocks',
  ],
];

describe('Block Kit', () => {
  test.each(LIMITS)(
    '%s: what is within the limit is taken, one more is refused',
    async (_name, good, bad, pointer) => {
      expect(await post(good)).toEqual({});
      const answer = await post(bad);
      expect(answer.error).toBe('invalid_blocks');
      expect((answer.response_metadata as { messages: string[] }).messages[0]).toMatch(
        /^\[ERROR\] (must be less|no more)/,
      );
      expect(JSON.stringify(answer.errors)).toContain(`[json-pointer:${pointer}]`);
    },
  );

  test.each<[string, Block]>([
    ['an unknown block', { type: 'carousel_of_dreams' }],
    ['an unknown element', actions({ type: 'lever' })],
    ['a section of nothing', { type: 'section' }],
    ['empty text', section(0)],
    ['a header in mrkdwn', { type: 'header', text: mrkdwn(5) }],
    ['a button without text', actions({ type: 'button', action_id: 'a' })],
    ['a button of no style', actions(button({ style: 'loud' }))],
    ['no elements', actions()],
    ['one action id twice in a block', actions(button(), button())],
    ['an image without words for it', { type: 'image', image_url: 'https://example.com/a.png' }],
  ])('%s is refused', async (_name, block) => {
    expect((await post([block])).error).toBe('invalid_blocks');
  });

  test('two blocks of one id are refused, one action id in two blocks is not', async () => {
    expect(
      (
        await post([
          { type: 'divider', block_id: 'b' },
          { type: 'divider', block_id: 'b' },
        ])
      ).error,
    ).toBe('invalid_blocks');
    expect(await post([actions(button()), actions(button())])).toEqual({});
  });

  test('all blocks together have a limit that no page tells', async () => {
    expect(await post(times(4, () => section(3000)))).toEqual({});
    expect((await post(times(5, () => section(3000)))).error).toBe('msg_blocks_too_long');
  });

  test('blocks and elements without an id get one', async () => {
    await post([actions({ type: 'button', text: plain(3) })]);
    const [block] = slack.history(help).at(-1)?.blocks ?? [];
    expect(block).toMatchObject({
      block_id: expect.any(String),
      elements: [{ action_id: expect.any(String) }],
    });
  });
});

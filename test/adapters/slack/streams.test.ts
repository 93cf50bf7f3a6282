import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSlack } from '../../../adapters/slack/slack.ts';
import type { TextContent } from '../../../src/channels/content.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;
let thread: ThreadRef;
beforeEach(async () => {
  world = await startSlackWorld();
  const { slack, customer, help } = world;
  const asked = await slack.say({ user: customer, channel: help, text: 'a question' });
  await asked.delivered;
  thread = world.thread(help, asked.ts);
});
afterEach(() => world.stop());

const beginning = (text: string): TextContent => ({
  kind: 'text',
  text,
  unfinished: { personId: world.customer },
});
const whole: TextContent = {
  kind: 'text',
  text: 'One. Two. **Three.**',
  buttons: [{ id: 'human', label: 'Human', value: 'c' }],
};
const posted = () =>
  world.slack.thread(world.help, thread.thread ?? '').filter(({ bot_id }) => bot_id === world.slack.botId);

it('an answer grows by Slack’s own streaming, and ends as a message with its buttons', async () => {
  const ref = await world.channel.post(thread, beginning('One.'), { key: 'k' });
  expect(posted()).toMatchObject([{ text: 'One.', streaming: true }]);
  await world.channel.update(ref, beginning('One. Two.'));
  expect(posted()).toMatchObject([{ text: 'One. Two.', streaming: true }]);
  await world.channel.update(ref, whole);
  expect(posted()).toMatchObject([{ text: 'One. Two. *Three.*', streaming: false }]);
  expect(JSON.stringify(posted()[0]?.blocks)).toContain('"action_id":"human"');
});

it('one that another process began is ended before it is updated', async () => {
  const ref = await world.channel.post(thread, beginning('One.'), { key: 'k' });
  // A second adapter knows nothing of the stream; it needs a port of its own.
  const { channel: other } = createSlack({ ...world.settings, mode: 'socket' }, world);
  await other.start(world.intake);
  await other.update(ref, whole);
  await other.stop();
  expect(posted()).toMatchObject([{ text: 'One. Two. *Three.*', streaming: false }]);
});

it('one that begins otherwise than before is updated as a whole', async () => {
  const ref = await world.channel.post(thread, beginning('One.'), { key: 'k' });
  await world.channel.update(ref, beginning('Else.'));
  expect(posted()).toMatchObject([{ text: 'Else.' }]);
});

it('where Slack takes no further stream, it is a post that is updated', async () => {
  world.slack.failNext('chat.startStream', { status: 429, retryAfter: 30 });
  const ref = await world.channel.post(thread, beginning('One.'), { key: 'k' });
  await world.channel.update(ref, beginning('One. Two.'));
  await world.channel.update(ref, whole);
  expect(posted()).toMatchObject([{ text: 'One. Two. *Three.*' }]);
});

it('a mention in a text is never streamed, and pings nobody', async () => {
  await world.channel.post(thread, beginning('Ask <!channel>.'), { key: 'k' });
  expect(posted()[0]?.text).not.toContain('<!channel>');
  expect(posted()[0]?.streaming).toBeFalsy();
});

it('one in doubt is found by its words', async () => {
  const began = world.clock.now();
  const ref = await world.channel.post(thread, beginning('One.'), { key: 'k' });
  expect(await world.channel.findPosted(thread, 'k', began, beginning('One.'))).toEqual(ref);
  expect(await world.channel.findPosted(thread, 'k', began, beginning('Two.'))).toBeUndefined();
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;
beforeEach(async () => {
  world = await startSlackWorld();
});
afterEach(() => world.stop());

const LOG = { name: 'app.log', content: 'line one' };
const PICTURE = { name: 'shot.png', content: 'pixels' };

describe('what becomes of a customer’s message with files', () => {
  async function sent(text: string) {
    const { slack, customer, help } = world;
    const said = await slack.say({ user: customer, channel: help, text, files: [LOG, PICTURE] });
    await said.delivered;
    return { at: { user: customer, channel: help, ts: said.ts }, thread: world.thread(help, said.ts) };
  }

  it('is an edit where words are put to files alone', async () => {
    const { at, thread } = await sent('');
    await (await world.slack.editMessage({ ...at, text: 'see line 1' })).delivered;
    expect(world.intake.events.slice(1)).toMatchObject([
      { kind: 'customer.edited', text: 'see line 1', thread, post: { ...thread, id: at.ts } },
    ]);
  });

  it('is nothing where one of its files is deleted, as its words are what they were', async () => {
    const { at } = await sent('see line 1');
    await (await world.slack.deleteFile({ ...at, name: 'app.log' })).delivered;
    await (await world.slack.deleteFile({ ...at, name: 'shot.png' })).delivered;
    expect(world.intake.events).toHaveLength(1);
  });

  it('is a deletion, once, where nothing is left of it: first its files go, then itself', async () => {
    const { at, thread } = await sent('');
    await (await world.slack.deleteFile({ ...at, name: 'app.log' })).delivered;
    expect(world.intake.events).toHaveLength(1);
    await (await world.slack.deleteFile({ ...at, name: 'shot.png' })).delivered;
    await (await world.slack.deleteMessage(at)).delivered;
    const gone = { kind: 'customer.deleted', id: `d:${world.help}:${at.ts}`, thread, post: { id: at.ts } };
    expect(world.intake.events.slice(1)).toMatchObject([gone, gone]);
  });

  it('is a deletion of the first message of a thread that goes on', async () => {
    const { at, thread } = await sent('see line 1');
    const { slack, customer, help } = world;
    const reply = { user: customer, channel: help, threadTs: at.ts };
    const second = await slack.say({ ...reply, text: 'and this', files: [LOG] });
    await (await slack.deleteMessage(at)).delivered;
    await (await slack.deleteMessage({ ...at, ts: second.ts })).delivered;
    expect(world.intake.of('customer.deleted')).toMatchObject([
      { thread, post: { ...thread, id: at.ts } },
      { thread, post: { ...thread, id: second.ts } },
    ]);
  });
});

describe('what becomes of an agent’s message in a card’s thread', () => {
  async function answered(text: string) {
    const { slack, desk, agent, deskChannel } = world;
    const card = await desk.post(desk.channel, { kind: 'text', text: 'card' }, { key: 'card' });
    const said = await slack.say({
      user: agent,
      channel: deskChannel,
      threadTs: card.id,
      text,
      files: [LOG],
    });
    await said.delivered;
    const thread = world.thread(deskChannel, card.id);
    return { at: { user: agent, channel: deskChannel, ts: said.ts }, thread };
  }

  it('is an edit, then a deletion, in the thread of the card', async () => {
    const { at, thread } = await answered('the log');
    await (await world.slack.editMessage({ ...at, text: 'the whole log' })).delivered;
    await (await world.slack.deleteMessage(at)).delivered;
    const post = { ...thread, id: at.ts };
    expect(world.intake.events.slice(1)).toMatchObject([
      { kind: 'desk.edited', text: 'the whole log', thread, post, author: { id: world.agent } },
      { kind: 'desk.deleted', thread, post },
    ]);
  });

  it('is a deletion where its only file goes', async () => {
    const { at, thread } = await answered('');
    await (await world.slack.deleteFile({ ...at, name: 'app.log' })).delivered;
    expect(world.intake.events.slice(1)).toMatchObject([
      { kind: 'desk.deleted', thread, post: { ...thread, id: at.ts } },
    ]);
  });
});

it('what becomes of Baton’s own messages, of files too, is nobody’s edit', async () => {
  const { slack, channel, intake, help, customer } = world;
  const asked = await slack.say({ user: customer, channel: help, text: 'hm' });
  await asked.delivered;
  const thread = world.thread(help, asked.ts);
  const file = { platform: 'web', id: 'f', name: 'a.txt', mediaType: 'text/plain', size: 1 };
  const loaded = [{ ...file, bytes: Buffer.from('a') }];
  const content = { kind: 'text' as const, text: '', files: [file] };
  const post = await channel.post(thread, content, { key: 'k', files: loaded });
  await channel.remove(post);
  await slack.settled();
  expect(intake.events).toHaveLength(1);
});

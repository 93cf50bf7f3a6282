import { afterEach, describe, expect, it } from 'vitest';
import type { TextContent } from '../../../src/channels/content.ts';
import { RateLimited } from '../../../src/platform/errors.ts';
import { ALL_SCOPES } from '../../support/slack/web-api/scopes.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;

afterEach(() => world.stop());

const text = (words: string, more: Partial<TextContent> = {}): TextContent => ({
  kind: 'text',
  text: words,
  ...more,
});

/** A thread in the support channel, opened by the customer. */
async function openThread() {
  const { slack, customer, help } = world;
  const asked = await slack.say({ user: customer, channel: help, text: 'a question' });
  await asked.delivered;
  return world.thread(help, asked.ts);
}

const texts = (blocks: Record<string, unknown>[] = []) => JSON.stringify(blocks);

describe('posting', () => {
  it('an answer stands in its thread with its sources and buttons, and notifies nobody', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    const content = text('**Sure**, see [the guide](https://docs.example.com/a). <!channel> @here', {
      sources: [{ title: 'The guide', url: 'https://docs.example.com/a' }, { title: 'Plain' }],
      buttons: [{ id: 'human', label: 'Talk to a human', value: 'c1', style: 'danger' }],
    });
    const post = await world.channel.post(thread, content, { key: 'k1' });
    const [, posted] = world.slack.thread(world.help, thread.thread ?? '');
    expect(post).toEqual({ ...thread, id: posted?.ts });
    expect(posted?.text).toBe(
      '*Sure*, see <https://docs.example.com/a|the guide>. &lt;!channel&gt; @\u200bhere',
    );
    expect(posted?.blocks?.map(({ type }) => type)).toEqual(['section', 'context', 'actions']);
    expect(texts(posted?.blocks)).toContain('📄 <https://docs.example.com/a|The guide> · Plain');
    expect(texts(posted?.blocks)).toContain('"verbatim":true');
    expect(world.slack.calls.at(-1)?.args).toMatchObject({ unfurl_links: 'false', link_names: 'false' });
  });

  it('a note and a system line look unlike a message', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    await world.channel.post(thread, text('only us', { tone: 'note' }), { key: 'n' });
    await world.channel.post(thread, text('claimed', { tone: 'system' }), { key: 's' });
    const [, note, system] = world.slack.thread(world.help, thread.thread ?? '');
    expect(note?.blocks?.map(({ type }) => type)).toEqual(['context', 'section']);
    expect(note?.text).toBe('🔒 only us');
    expect(system?.blocks?.map(({ type }) => type)).toEqual(['context']);
  });

  it('an agent is shown by name and picture where the scope allows, and named in the text where not', async () => {
    world = await startSlackWorld();
    const author = { name: 'The *Agent*', avatarUrl: 'https://example.com/a.png' };
    await world.channel.post(await openThread(), text('hello', { author }), { key: 'a' });
    expect(world.slack.calls.at(-1)?.args).toMatchObject({
      username: 'The *Agent*',
      icon_url: author.avatarUrl,
    });
    expect(world.slack.calls.at(-1)?.args).toMatchObject({ text: 'hello' });
    await world.stop();
    const scopes = ALL_SCOPES.filter((scope) => scope !== 'chat:write.customize');
    world = await startSlackWorld({ fake: { scopes } });
    await world.channel.post(await openThread(), text('- hello', { author }), { key: 'a' });
    await world.channel.post(await openThread(), text('hello', { author }), { key: 'b' });
    const [list, plain] = world.slack.calls
      .filter(({ method }) => method === 'chat.postMessage')
      .map(({ args }) => args);
    expect(list).not.toHaveProperty('username');
    expect(list?.text).toBe('*The \u200b*\u200bAgent\u200b*\u200b:*\n• hello');
    expect(plain?.text).toMatch(/^\*The .*:\* hello$/);
  });

  it('a card changes in place', async () => {
    world = await startSlackWorld();
    const { desk, slack, deskChannel } = world;
    const card = {
      title: 'Late order',
      fields: [{ label: 'Customer', value: 'The Customer' }],
      sections: [{ heading: 'Ask', text: 'where is **it**?' }],
      link: { label: 'Open the thread', url: 'https://example.com/t' },
    };
    const buttons = [{ id: 'claim', label: 'Claim', value: 'e1', style: 'primary' as const }];
    const waiting = { ...card, state: 'waiting' as const, status: 'Waiting', buttons };
    const post = await desk.post(desk.channel, { kind: 'card', card: waiting }, { key: 'card' });
    expect(texts(slack.history(deskChannel)[0]?.blocks)).toContain(
      '🟠 Waiting · <https://example.com/t|Open the thread>',
    );
    await desk.update(post, {
      kind: 'card',
      card: { ...waiting, state: 'held', status: 'Held', buttons: [] },
    });
    const [shown] = slack.history(deskChannel);
    expect(shown?.blocks?.map(({ type }) => type)).toEqual(['header', 'context', 'section', 'section']);
    expect(texts(shown?.blocks)).toContain('🟢 Held');
    expect(slack.history(deskChannel)).toHaveLength(1);
  });

  it('40 kB of answer arrive whole, in order, with the buttons on the last post', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    const paragraphs = Array.from(
      { length: 400 },
      (_, n) => `Paragraph ${n}. ${'word '.repeat(18)}& <so> on.`,
    );
    const content = text(paragraphs.join('\n\n'), { buttons: [{ id: 'human', label: 'Human', value: 'c' }] });
    const parts = world.channel.split(content);
    for (const [n, part] of parts.entries()) await world.channel.post(thread, part, { key: `part-${n}` });
    const posted = world.slack.thread(world.help, thread.thread ?? '').slice(1);
    expect(posted).toHaveLength(parts.length);
    const numbers = posted.flatMap(({ text: shown }) =>
      [...shown.matchAll(/Paragraph (\d+)\./g)].map(([, n]) => Number(n)),
    );
    expect(numbers).toEqual(paragraphs.map((_, n) => n));
    const withButtons = posted.map(({ blocks }) => blocks?.some(({ type }) => type === 'actions'));
    expect(withButtons).toEqual([...parts.slice(1).map(() => false), true]);
  });

  it('a post of ours is removed; one that is gone already is no error', async () => {
    world = await startSlackWorld();
    const post = await world.channel.post(await openThread(), text('oops'), { key: 'k' });
    await world.channel.remove(post);
    expect(world.slack.thread(world.help, post.thread ?? '')).toHaveLength(1);
    await world.channel.remove(post);
    await expect(world.channel.update(post, text('late'))).rejects.toMatchObject({
      code: 'delivery.permanent',
      data: { error: 'message_not_found' },
    });
  });
});

describe('a record in doubt after a crash', () => {
  it('is found by its key in a thread, in a direct message, and not where it never arrived', async () => {
    world = await startSlackWorld();
    const { slack, channel, clock, customer } = world;
    const since = clock.now();
    const thread = await openThread();
    slack.failNext('chat.postMessage', { acceptThenDrop: true });
    await expect(channel.post(thread, text('in doubt'), { key: 'k1' })).rejects.toMatchObject({
      code: 'delivery.retryable',
    });
    const [, arrived] = slack.thread(world.help, thread.thread ?? '');
    expect(await channel.findPosted(thread, 'k1', since, text('…'))).toEqual({ ...thread, id: arrived?.ts });
    expect(await channel.findPosted(thread, 'k2', since, text('…'))).toBeUndefined();
    const direct = world.thread(await slack.openDm(customer), null);
    const post = await channel.post(direct, text('hello'), { key: 'k3' });
    expect(await channel.findPosted(direct, 'k3', since, text('…'))).toEqual(post);
    clock.advance(3_600_000);
    expect(await channel.findPosted(direct, 'k3', clock.now(), text('…'))).toBeUndefined();
  });

  it('is found among more posts than Slack gives at once', async () => {
    world = await startSlackWorld();
    const { channel, clock } = world;
    const since = clock.now();
    const thread = await openThread();
    for (let n = 0; n < 230; n += 1) await channel.post(thread, text(`post ${n}`), { key: `k${n}` });
    expect(await channel.findPosted(thread, 'k229', since, text('…'))).toBeDefined();
    expect(await channel.findPosted(thread, 'k1', since, text('…'))).toBeDefined();
  });

  it('is looked for in vain in a thread that is gone', async () => {
    world = await startSlackWorld();
    const thread = world.thread(world.help, '1767600000.000100');
    expect(await world.channel.findPosted(thread, 'k', world.clock.now(), text('…'))).toBeUndefined();
  });
});

describe('in passing', () => {
  it('a whisper is seen by one person, in the thread', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    await world.channel.whisper(thread, world.customer, text('only *you*'));
    expect(world.slack.ephemerals(world.customer)).toMatchObject([
      { thread_ts: thread.thread, text: 'only _you_' },
    ]);
    expect(world.slack.ephemerals(world.agent)).toEqual([]);
  });

  it('a whisper to somebody who has left the channel comes as a direct message', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    world.slack.leave(world.help, world.customer);
    await world.channel.whisper(thread, world.customer, text('are you there?'));
    const dm = await world.slack.openDm(world.customer);
    expect(world.slack.history(dm)).toMatchObject([{ text: 'are you there?' }]);
    expect(world.slack.ephemerals(world.customer)).toEqual([]);
  });

  it('a whisper that Slack does not take now is not told twice', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    world.slack.failNext('chat.postEphemeral', { status: 429, retryAfter: 1 });
    await expect(world.channel.whisper(thread, world.customer, text('x'))).rejects.toBeInstanceOf(
      RateLimited,
    );
  });

  it('the typing status shows and ends, and its failure is nobody’s concern', async () => {
    world = await startSlackWorld();
    const { slack, channel, help } = world;
    const thread = await openThread();
    await channel.typing(thread, true);
    expect(slack.status(help, thread.thread ?? '')).toMatchObject({ status: 'is typing…' });
    await channel.typing(thread, false);
    expect(slack.status(help, thread.thread ?? '')).toBeUndefined();
    slack.failNext('assistant.threads.setStatus', { error: 'internal_error' });
    await channel.typing(thread, true);
    await channel.typing(world.thread(help, null), true);
    expect(slack.calls.filter(({ method }) => method === 'assistant.threads.setStatus')).toHaveLength(3);
  });
});

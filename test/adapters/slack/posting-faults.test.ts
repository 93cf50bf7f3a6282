import { afterEach, describe, expect, it } from 'vitest';
import type { TextContent } from '../../../src/channels/content.ts';
import { BatonError, RateLimited } from '../../../src/platform/errors.ts';
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

describe('what goes wrong', () => {
  it('a rate limit says how long to wait, and nothing waits here', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    world.slack.failNext('chat.postMessage', { status: 429, retryAfter: 7 });
    const failure = await world.channel
      .post(thread, text('x'), { key: 'k' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RateLimited);
    expect((failure as RateLimited).retryAfterMs).toBe(7000);
    world.slack.failNext('chat.update', { error: 'ratelimited' });
    const update = world.channel.update({ ...thread, id: '1.000000' }, text('x'));
    await expect(update).rejects.toBeInstanceOf(RateLimited);
  });

  it.each([
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'invalid_auth',
    'missing_scope',
    'msg_too_long',
    'invalid_blocks',
  ])('%s is permanent, and says what to do', async (code) => {
    world = await startSlackWorld();
    const thread = await openThread();
    world.slack.failNext('chat.postMessage', { error: code });
    const failure = await world.channel
      .post(thread, text('x'), { key: 'k' })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'delivery.permanent',
      data: { error: expect.stringContaining(code) },
    });
    expect((failure as BatonError).mend).toBeTruthy();
  });

  it.each([
    { status: 500 },
    { status: 503 },
    { error: 'internal_error' },
    { error: 'fatal_error' },
    { drop: true as const },
  ])('%j may pass, and is asked once only', async (fault) => {
    world = await startSlackWorld();
    const thread = await openThread();
    world.slack.failNext('chat.postMessage', fault);
    await expect(world.channel.post(thread, text('x'), { key: 'k' })).rejects.toMatchObject({
      code: 'delivery.retryable',
    });
    expect(world.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it('a post that is called off ends at once', async () => {
    world = await startSlackWorld();
    const thread = await openThread();
    const gate = world.slack.gate('chat.postMessage');
    const stop = new AbortController();
    const posted = world.channel.post(thread, text('x'), { key: 'k', signal: stop.signal });
    await gate.reached();
    stop.abort(new Error('claimed'));
    await expect(posted).rejects.toMatchObject({ code: 'delivery.retryable' });
    const gone = world.channel.post(thread, text('x'), { key: 'k', signal: stop.signal });
    await expect(gone).rejects.toThrow('claimed');
    expect(world.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
    gate.release();
  });

  it('a thread of another workspace is not posted to', async () => {
    world = await startSlackWorld();
    const elsewhere = { ...world.thread(world.help, null), workspace: 'T0OTHER' };
    await expect(world.channel.post(elsewhere, text('x'), { key: 'k' })).rejects.toMatchObject({
      code: 'delivery.permanent',
    });
  });

  it('before the start, everything says that there was none', async () => {
    world = await startSlackWorld({ unstarted: true });
    expect(() => world.desk.channel).toThrow(BatonError);
    const post = world.channel.post(world.thread(world.help, null), text('x'), { key: 'k' });
    await expect(post).rejects.toMatchObject({ code: 'adapter.not_started' });
  });
});

import { afterEach, expect, it } from 'vitest';
import type { Mark } from '../../../src/channels/adapter.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import { RateLimited } from '../../../src/platform/errors.ts';
import { type SlackWorld, startSlackWorld } from './slack-world.ts';

let world: SlackWorld;
afterEach(() => world.stop());

async function written(): Promise<PostRef> {
  const { slack, agent, deskChannel } = world;
  const { ts } = await slack.say({ user: agent, channel: deskChannel, text: 'a card' });
  const said = await slack.say({ user: agent, channel: deskChannel, text: 'On it', threadTs: ts });
  return { ...world.thread(deskChannel, ts), id: said.ts };
}
const mark = (post: PostRef, what: Mark, before: Mark | null = null) =>
  world.desk.mark(post, { mark: what, before, buttons: [] });
const reactionCalls = () => world.slack.calls.filter(({ method }) => method.startsWith('reactions.'));

it('a message that waits and is sent costs one call, for signs are few a minute', async () => {
  world = await startSlackWorld();
  const post = await written();
  await mark(post, 'waiting');
  await mark(post, 'sent', 'waiting');
  expect(reactionCalls().map(({ method }) => method)).toEqual(['reactions.add']);
});

it('without the scope nothing is asked for', async () => {
  world = await startSlackWorld({ unstarted: true });
  world.slack.scopes.delete('reactions:write');
  await world.channel.start(world.intake);
  await mark(await written(), 'sent');
  expect(reactionCalls()).toEqual([]);
});

it('a rate limit and a fault of Slack are told to whoever tries again, a refusal is not', async () => {
  world = await startSlackWorld();
  const post = await written();
  world.slack.failNext('reactions.add', { status: 429, retryAfter: 7 });
  await expect(mark(post, 'sent')).rejects.toBeInstanceOf(RateLimited);
  world.slack.failNext('reactions.add', { error: 'internal_error' });
  await expect(mark(post, 'sent')).rejects.toMatchObject({ code: 'delivery.retryable' });
  for (const error of ['too_many_emoji', 'message_not_found', 'is_archived', 'missing_scope']) {
    world.slack.failNext('reactions.add', { error });
    await mark(post, 'sent');
  }
});

import { afterEach, expect, it } from 'vitest';
import type { PostRef } from '../../../src/channels/refs.ts';
import { RateLimited } from '../../../src/platform/errors.ts';
import { MAY } from '../../support/discord/world/permissions.ts';
import { DiscordWorld } from './discord-world.ts';

let one: DiscordWorld;
afterEach(() => one.stop());

async function written(): Promise<PostRef> {
  const { id } = one.discord.people.write(one.agent, one.desk, 'On it');
  return { ...one.thread(one.desk.id, null), id };
}
/** Takes a permission from the bot at the desk. */
function deny(permission: bigint): void {
  one.desk.overwrites.push({ id: one.discord.world.bot.id, type: 1, allow: 0n, deny: permission });
}
const sent = { mark: 'sent' as const, before: null, buttons: [] };

it('without the permission a message bears no sign, and nothing fails', async () => {
  one = await DiscordWorld.start();
  deny(MAY.addReactions);
  const post = await written();
  await one.adapter.desk.mark(post, sent);
  expect([...(one.desk.messages.get(post.id)?.reactions ?? [])]).toEqual([]);
});

it('a rate limit is told to whoever tries again', async () => {
  one = await DiscordWorld.start();
  const post = await written();
  one.discord.failNext(/PUT .*reactions/, { status: 429, retryAfter: 2 });
  await expect(one.adapter.desk.mark(post, sent)).rejects.toBeInstanceOf(RateLimited);
  await one.adapter.desk.mark(post, sent);
  expect([...(one.desk.messages.get(post.id)?.reactions ?? [])]).toEqual(['✅']);
});

it('the doctor says that it may be missing', async () => {
  one = await DiscordWorld.start();
  deny(MAY.addReactions);
  const findings = await one.adapter.desk.checkDesk();
  expect(findings).toContainEqual(
    expect.objectContaining({ name: 'discord desk channel: Add Reactions', ok: true }),
  );
});

import type { InboundEvent } from '../../../src/channels/events.ts';
import type { PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { mentionedUsers, type Names, namelessChannels, readVerbatim } from '../mrkdwn/control.ts';
import { fromMrkdwn } from '../mrkdwn/from-mrkdwn.ts';
import type { Directory } from '../workspace/directory.ts';
import { type Identity, permalink } from '../workspace/identity.ts';
import type { Emoji, Happening } from './happening.ts';

/** Whoever mentions more people or channels than this in one message gets the rest by their ids. */
const MOST_NAMES = 20;

/** A happening as the event that is handed in, with names looked up. */
export async function toEvent(
  happening: Happening,
  { identity, directory }: { identity: Identity; directory: Directory },
): Promise<InboundEvent> {
  const { id, channel, thread, ts, at, desk } = happening;
  const threadRef: ThreadRef = { platform: 'slack', workspace: identity.team, channel, thread };
  const post: PostRef = { ...threadRef, id: ts };
  const common = { id, platform: 'slack', workspace: identity.team, at, thread: threadRef, post };
  if (happening.kind === 'deleted') return { kind: desk ? 'desk.deleted' : 'customer.deleted', ...common };
  const author = directory.person(happening.user);
  if (happening.kind === 'action') {
    const { action, value } = happening;
    return { kind: desk ? 'desk.action' : 'customer.action', ...common, author: await author, action, value };
  }
  const text = await readText(happening, identity.botUser, directory);
  const said = { ...common, author: await author, text };
  if (happening.kind === 'edited') return { kind: desk ? 'desk.edited' : 'customer.edited', ...said };
  const { files, via } = happening;
  if (desk) return { kind: 'desk.message', ...said, files };
  return {
    kind: 'customer.message',
    ...said,
    files,
    via,
    permalink: permalink(identity, channel, ts, thread),
  };
}

/** mrkdwn as canonical Markdown, with the names in it looked up. */
async function readText(
  { text, emoji }: { text: string; emoji: Emoji },
  self: string,
  directory: Directory,
): Promise<string> {
  return fromMrkdwn(text, {
    ...(await namesIn(text, self, directory)),
    self,
    emoji: (name) => emoji.get(name),
  });
}

/** The words of a command as they were typed, with the names in it looked up: no sign in them is a mark of formatting. */
export async function readTyped(text: string, self: string, directory: Directory): Promise<string> {
  const names = await namesIn(text, self, directory);
  return readVerbatim(text, { ...names, emoji: () => undefined }).trim();
}

async function namesIn(
  text: string,
  self: string,
  directory: Directory,
): Promise<Pick<Names, 'user' | 'channel'>> {
  const users = mentionedUsers(text).filter((user) => user !== self);
  const [people, channels] = await Promise.all([
    look(users, async (user) => (await directory.person(user)).name),
    look(namelessChannels(text), (channel) => directory.channelName(channel)),
  ]);
  return {
    user: (user) => people.get(user) ?? user,
    channel: (channel) => channels.get(channel) ?? channel,
  };
}

async function look(ids: string[], name: (id: string) => Promise<string>): Promise<Map<string, string>> {
  const some = ids.slice(0, MOST_NAMES);
  return new Map(await Promise.all(some.map(async (id) => [id, await name(id)] as const)));
}

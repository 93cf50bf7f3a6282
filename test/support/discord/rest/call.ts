import { MAY, permissionsOf } from '../world/permissions.ts';
import { type Channel, type Json, type Message, TYPE, type World } from '../world/world.ts';
import type { Sent } from './message-body.ts';
import { missingAccess, missingPermissions, unknownChannel, unknownMessage } from './refusal.ts';

/** What the routes work on. */
export interface Backend {
  world: World;
  /** Where the fake is served, with a slash at the end. */
  base(): string;
  /** Tells the gateway's clients. */
  tell(event: string, data: Json, about: { guild: string | undefined; message?: Message }): void;
  /** Tells of a message that is new, changed or gone. */
  posted(message: Message): void;
  changed(message: Message): void;
  removed(message: Message): void;
}

/** A call of the API: its parameters, what was sent, and who sends it. */
export interface Call extends Sent {
  params: string[];
  query: URLSearchParams;
}

export type Answer = { status?: number; body?: unknown };
export type Route = (backend: Backend, call: Call) => Answer;

/** A channel that the bot sees. */
export function channelOf({ world }: Backend, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '');
  if (!channel) throw unknownChannel();
  if (!(permissionsOf(world, channel, world.bot.id) & MAY.view)) throw missingAccess();
  return channel;
}

/** Throws where the bot may not do this in the channel. */
export function need({ world }: Backend, channel: Channel, ...needed: bigint[]): void {
  const may = permissionsOf(world, channel, world.bot.id);
  if (needed.some((one) => !(may & one))) throw missingPermissions();
}

/** What it takes to write there. */
export function needToWrite(backend: Backend, channel: Channel): void {
  need(backend, channel, channel.type === TYPE.thread ? MAY.sendInThreads : MAY.send);
}

export function messageOf(channel: Channel, id: string | undefined): Message {
  const message = channel.messages.get(id ?? '');
  if (!message) throw unknownMessage();
  return message;
}

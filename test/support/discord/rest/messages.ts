import { messageObject } from '../world/objects.ts';
import { MAY, permissionsOf } from '../world/permissions.ts';
import { type Message, TYPE } from '../world/world.ts';
import { type Backend, channelOf, messageOf, need, needToWrite, type Route } from './call.ts';
import { pingedBy, readContent } from './message-body.ts';
import { invalid, missingPermissions, Refusal } from './refusal.ts';

/** How long a nonce that is enforced is remembered, milliseconds: "a few minutes". */
const NONCE_MS = 5 * 60_000;
const NONCE_LENGTH = 25;

const shown = ({ world, base }: Backend, message: Message) => messageObject(world, base(), message);

/** https://docs.discord.com/developers/resources/message#create-message */
export const createMessage: Route = (backend, call) => {
  const { world } = backend;
  const channel = channelOf(backend, call.params[0]);
  if (channel.type === TYPE.forum)
    throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel');
  needToWrite(backend, channel);
  const given = readContent(world, call);
  if (given.attachments.length > 0) need(backend, channel, MAY.attach);
  if (given.embeds.length > 0) need(backend, channel, MAY.embed);
  const nonce = call.json['nonce'] === undefined ? undefined : String(call.json['nonce']);
  if (nonce !== undefined && nonce.length > NONCE_LENGTH) {
    throw invalid('nonce', 'NONCE_TYPE_TOO_LONG', `Must be ${NONCE_LENGTH} or fewer in length.`);
  }
  if (nonce !== undefined && call.json['enforce_nonce'] === true) {
    const since = world.clock.now().getTime() - NONCE_MS;
    const same = [...channel.messages.values()].find(
      (one) => one.nonce === nonce && one.author.id === world.bot.id && Date.parse(one.timestamp) >= since,
    );
    if (same) return { body: shown(backend, same) };
  }
  const reference = (call.json['message_reference'] as { message_id?: string } | undefined)?.message_id;
  if (reference !== undefined && !channel.messages.has(reference)) {
    throw invalid('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  }
  const mayAll = (permissionsOf(world, channel, world.bot.id) & MAY.mentionEveryone) !== 0n;
  const pinged = pingedBy(given.content, call.json['allowed_mentions'], mayAll);
  const type = reference === undefined ? 0 : 19;
  const message = world.addMessage(channel, { ...given, author: world.bot, nonce, pinged, reference, type });
  channel.archived = false;
  world.typing.delete(channel.id);
  backend.posted(message);
  return { body: shown(backend, message) };
};

export const getMessage: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  need(backend, channel, MAY.history);
  return { body: shown(backend, messageOf(channel, params[1])) };
};

/** https://docs.discord.com/developers/resources/message#get-channel-messages */
export const listMessages: Route = (backend, { params, query }) => {
  const channel = channelOf(backend, params[0]);
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw invalid('limit', 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 100.');
  if (!(permissionsOf(backend.world, channel, backend.world.bot.id) & MAY.history)) return { body: [] };
  const all = [...channel.messages.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const after = query.get('after');
  const before = query.get('before');
  const beyond = all.filter(
    ({ id }) => (!after || BigInt(id) > BigInt(after)) && (!before || BigInt(id) < BigInt(before)),
  );
  // With `after` the page is the oldest beyond it, else the newest; either way it is told newest first.
  const page = after ? beyond.slice(0, limit) : beyond.slice(-limit);
  return { body: page.toReversed().map((message) => shown(backend, message)) };
};

export const editMessage: Route = (backend, call) => {
  const channel = channelOf(backend, call.params[0]);
  const message = messageOf(channel, call.params[1]);
  if (message.author.id !== backend.world.bot.id || message.webhook) {
    throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
  }
  applyEdit(backend, message, call);
  return { body: shown(backend, message) };
};

/** What is not named stays as it is. */
export function applyEdit(backend: Backend, message: Message, call: Parameters<Route>[1]): void {
  const given = readContent(backend.world, call, false);
  const { json } = call;
  if ('content' in json) message.content = given.content;
  if ('embeds' in json) message.embeds = given.embeds;
  if ('components' in json) message.components = given.components;
  const kept = json['attachments'] as { id: string }[] | undefined;
  if (kept) message.attachments = message.attachments.filter(({ id }) => kept.some((one) => one.id === id));
  message.attachments = [...message.attachments, ...given.attachments];
  const empty =
    message.content.trim() === '' && message.embeds.length === 0 && message.attachments.length === 0;
  if (empty) throw new Refusal(400, 50006, 'Cannot send an empty message');
  message.edited = backend.world.now();
  backend.changed(message);
}

export const deleteMessage: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  const message = messageOf(channel, params[1]);
  const { world } = backend;
  const own = message.author.id === world.bot.id && !message.webhook;
  if (!own && !(permissionsOf(world, channel, world.bot.id) & MAY.manageMessages)) throw missingPermissions();
  channel.messages.delete(message.id);
  backend.removed(message);
  return { status: 204 };
};

/** https://docs.discord.com/developers/resources/channel#trigger-typing-indicator — shown for ten seconds. */
export const startTyping: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  needToWrite(backend, channel);
  backend.world.typing.set(channel.id, backend.world.clock.now().getTime() + 10_000);
  return { status: 204 };
};

/** "Maximum number of reactions reached". https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const MOST_REACTIONS = 20;

/**
 * Takes the permission to read the history, and to add reactions where nobody has reacted so.
 * https://docs.discord.com/developers/resources/message#create-reaction
 */
export const addReaction: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  need(backend, channel, MAY.history);
  const message = messageOf(channel, params[1]);
  const emoji = emojiOf(params[2]);
  if (message.reactions.has(emoji)) return { status: 204 };
  need(backend, channel, MAY.addReactions);
  if (channel.archived) throw new Refusal(400, 50083, 'Thread is archived');
  if (message.reactions.size >= MOST_REACTIONS)
    throw new Refusal(403, 30010, 'Maximum number of reactions reached (20)');
  message.reactions.add(emoji);
  return { status: 204 };
};

/** https://docs.discord.com/developers/resources/message#delete-own-reaction */
export const removeReaction: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  const message = messageOf(channel, params[1]);
  if (!message.reactions.delete(emojiOf(params[2]))) throw new Refusal(404, 10014, 'Unknown Emoji');
  return { status: 204 };
};

function emojiOf(written: string | undefined): string {
  if (!/^\p{Extended_Pictographic}\uFE0F?$/u.test(written ?? ''))
    throw new Refusal(400, 10014, 'Unknown Emoji');
  return written ?? '';
}

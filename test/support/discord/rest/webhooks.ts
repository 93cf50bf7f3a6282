import { messageObject, userObject } from '../world/objects.ts';
import { MAY } from '../world/permissions.ts';
import { type Channel, type Json, type Message, TYPE, type Webhook } from '../world/world.ts';
import { type Backend, type Call, channelOf, messageOf, need, type Route } from './call.ts';
import { pingedBy, readContent } from './message-body.ts';
import { applyEdit } from './messages.ts';
import { invalid, Refusal, unknownChannel, unknownWebhook } from './refusal.ts';

/** https://docs.discord.com/developers/resources/webhook */
const PER_CHANNEL = 15;
const FORBIDDEN_NAMES = /clyde|discord/i;

function webhookObject({ world }: Backend, { id, token, channel, name }: Webhook): Json {
  const guild_id = world.channels.get(channel)?.guild;
  const owner = { application_id: world.application, user: userObject(world.bot) };
  return { id, type: 1, token, channel_id: channel, guild_id, name, avatar: null, ...owner };
}

export const listWebhooks: Route = (backend, { params }) => {
  const channel = channelOf(backend, params[0]);
  need(backend, channel, MAY.manageWebhooks);
  const own = [...backend.world.webhooks.values()].filter((one) => one.channel === channel.id);
  return { body: own.map((one) => webhookObject(backend, one)) };
};

export const createWebhook: Route = (backend, { params, json }) => {
  const { world } = backend;
  const channel = channelOf(backend, params[0]);
  need(backend, channel, MAY.manageWebhooks);
  if (channel.type === TYPE.thread || channel.type === TYPE.dm)
    throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
  checkName('name', json['name']);
  if ([...world.webhooks.values()].filter((one) => one.channel === channel.id).length >= PER_CHANNEL) {
    throw new Refusal(400, 30007, 'Maximum number of webhooks reached (15)');
  }
  const webhook = {
    id: world.ids.next(),
    token: world.secret(),
    channel: channel.id,
    name: String(json['name']),
  };
  world.webhooks.set(webhook.id, webhook);
  return { body: webhookObject(backend, webhook) };
};

/** https://docs.discord.com/developers/resources/webhook#execute-webhook */
export const executeWebhook: Route = (backend, call) => {
  const { world } = backend;
  const webhook = webhookOf(backend, call);
  const channel = targetOf(backend, webhook, call);
  const given = readContent(world, call);
  const username = call.json['username'] ?? webhook.name;
  checkName('username', username);
  const avatar = typeof call.json['avatar_url'] === 'string' ? call.json['avatar_url'] : null;
  const author = { id: webhook.id, username: String(username), global_name: null, avatar, bot: true };
  const pinged = pingedBy(given.content, call.json['allowed_mentions'], true);
  const message = world.addMessage(channel, { ...given, author, webhook: webhook.id, pinged });
  channel.archived = false;
  world.typing.delete(channel.id);
  backend.posted(message);
  if (call.query.get('wait') !== 'true') return { status: 204 };
  return { body: messageObject(world, backend.base(), message) };
};

export const editWebhookMessage: Route = (backend, call) => {
  const message = ownMessage(backend, call);
  applyEdit(backend, message, call);
  return { body: messageObject(backend.world, backend.base(), message) };
};

export const deleteWebhookMessage: Route = (backend, call) => {
  const message = ownMessage(backend, call);
  backend.world.channels.get(message.channel)?.messages.delete(message.id);
  backend.removed(message);
  return { status: 204 };
};

export const getWebhookMessage: Route = (backend, call) => ({
  body: messageObject(backend.world, backend.base(), ownMessage(backend, call)),
});

function ownMessage(backend: Backend, call: Call): Message {
  const webhook = webhookOf(backend, call);
  const message = messageOf(targetOf(backend, webhook, call), call.params[2]);
  if (message.webhook !== webhook.id) throw new Refusal(404, 10008, 'Unknown Message');
  return message;
}

function webhookOf({ world }: Backend, { params }: Call): Webhook {
  const webhook = world.webhooks.get(params[0] ?? '');
  if (!webhook) throw unknownWebhook();
  if (webhook.token !== params[1]) throw new Refusal(401, 50027, 'Invalid Webhook Token');
  return webhook;
}

/** The webhook's channel, or a thread in it. A forum takes posts in its threads only. */
function targetOf({ world }: Backend, webhook: Webhook, { query }: Call): Channel {
  const thread = query.get('thread_id');
  const channel = world.channels.get(thread ?? webhook.channel);
  if (!channel) throw unknownChannel();
  if (thread !== null && channel.parent !== webhook.channel) throw unknownChannel();
  if (channel.type === TYPE.forum) {
    throw new Refusal(400, 220001, 'Webhooks posted to forum channels must have a thread_name or thread_id');
  }
  return channel;
}

function checkName(field: string, name: unknown): void {
  if (typeof name !== 'string' || name.trim() === '' || [...name].length > 80) {
    throw invalid(field, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 80 in length.');
  }
  if (FORBIDDEN_NAMES.test(name))
    throw invalid(field, 'USERNAME_INVALID_CONTAINS', 'Username cannot contain that word');
}

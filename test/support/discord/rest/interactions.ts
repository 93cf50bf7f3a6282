import { messageObject } from '../world/objects.ts';
import type { Interaction, Message } from '../world/world.ts';
import type { Backend, Call, Route } from './call.ts';
import { pingedBy, readContent } from './message-body.ts';
import { applyEdit } from './messages.ts';
import { invalid, Refusal, unknownMessage, unknownWebhook } from './refusal.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
const ACKNOWLEDGE_MS = 3_000;
const TOKEN_MS = 15 * 60_000;
const EPHEMERAL = 64;
const TYPES = new Set([4, 5, 6, 7, 8, 9]);
const MESSAGE = 4;
const DEFERRED_MESSAGE = 5;
const UPDATE = 7;
const LOADING = 128;

export const callback: Route = (backend, call) => {
  const { world } = backend;
  const [id = '', token = ''] = call.params;
  const interaction = world.interactions.get(token);
  const late = interaction && world.clock.now().getTime() - interaction.at > ACKNOWLEDGE_MS;
  if (interaction?.id !== id || late) throw new Refusal(404, 10062, 'Unknown interaction');
  if (interaction.acknowledged !== undefined) {
    throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
  }
  const type = Number(call.json['type']);
  if (!TYPES.has(type))
    throw invalid('type', 'BASE_TYPE_CHOICES', 'Value must be one of {4, 5, 6, 7, 8, 9, 10, 12}.');
  const data = { json: (call.json['data'] ?? {}) as Call['json'], files: call.files };
  if (type === MESSAGE) interaction.original = answer(backend, interaction, data).id;
  if (type === DEFERRED_MESSAGE) {
    const flags = LOADING | Number(data.json['flags'] ?? 0);
    interaction.original = add(backend, interaction, { content: '', flags }).id;
  }
  if (type === UPDATE) {
    const message = world.channels.get(interaction.channel)?.messages.get(interaction.message ?? '');
    if (!message) throw unknownMessage();
    applyEdit(backend, message, { ...call, ...data });
  }
  interaction.acknowledged = type;
  return { status: 204 };
};

/** A later word, with the interaction's token. */
export const followUp: Route = (backend, call) => {
  const interaction = interactionOf(backend, call);
  if (interaction.acknowledged === undefined) throw new Refusal(404, 10015, 'Unknown Webhook');
  const message = answer(backend, interaction, call);
  return { body: messageObject(backend.world, backend.base(), message) };
};

export const editOriginal: Route = (backend, call) => {
  const message = originalOf(backend, interactionOf(backend, call));
  const given = readContent(backend.world, call, false);
  Object.assign(message, {
    content: given.content,
    components: given.components,
    flags: message.flags & ~LOADING,
  });
  return { body: messageObject(backend.world, backend.base(), message) };
};

export const deleteOriginal: Route = (backend, call) => {
  const { world } = backend;
  const message = originalOf(backend, interactionOf(backend, call));
  const at = world.ephemeral.indexOf(message);
  if (at >= 0) world.ephemeral.splice(at, 1);
  else world.channels.get(message.channel)?.messages.delete(message.id);
  return { status: 204 };
};

function answer(backend: Backend, interaction: Interaction, sent: Pick<Call, 'json' | 'files'>): Message {
  const given = readContent(backend.world, sent);
  const pinged = pingedBy(given.content, sent.json['allowed_mentions'], false);
  return add(backend, interaction, { ...given, pinged, flags: Number(sent.json['flags'] ?? 0) });
}

function add({ world, posted }: Backend, interaction: Interaction, given: Partial<Message>): Message {
  const channel = world.channels.get(interaction.channel);
  if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
  const onlyFor = (given.flags ?? 0) & EPHEMERAL ? interaction.user : undefined;
  const message = world.addMessage(channel, { ...given, author: world.bot, onlyFor });
  if (!onlyFor) posted(message);
  return message;
}

function interactionOf({ world }: Backend, { params }: Call): Interaction {
  const interaction = world.interactions.get(params[1] ?? '');
  if (!interaction || params[0] !== world.application) throw unknownWebhook();
  if (world.clock.now().getTime() - interaction.at > TOKEN_MS) {
    throw new Refusal(401, 50027, 'Invalid Webhook Token');
  }
  return interaction;
}

function originalOf({ world }: Backend, { original, channel }: Interaction): Message {
  const message =
    world.ephemeral.find(({ id }) => id === original) ??
    world.channels.get(channel)?.messages.get(original ?? '');
  if (!message) throw unknownMessage();
  return message;
}

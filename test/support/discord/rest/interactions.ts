import { messageObject } from '../world/objects.ts';
import type { Interaction, Json, Message } from '../world/world.ts';
import type { Backend, Call, Route } from './call.ts';
import { pingedBy, readContent } from './message-body.ts';
import { applyEdit } from './messages.ts';
import { readModal } from './modal.ts';
import { invalid, Refusal, unknownMessage, unknownWebhook } from './refusal.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding */
const ACKNOWLEDGE_MS = 3_000;
const TOKEN_MS = 15 * 60_000;
const EPHEMERAL = 64;
const [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL] = [4, 5, 6, 7, 8, 9];
const LOADING = 128;
const [TYPING, FORM] = [4, 5];
/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const MOST_CHOICES = 25;
const CHOICE = 100;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
function takes({ type, message }: Interaction): number[] {
  if (type === TYPING) return [CHOICES];
  const always = [MESSAGE, DEFERRED_MESSAGE];
  const atMessage = message === undefined ? [] : [DEFERRED_UPDATE, UPDATE];
  return [...always, ...atMessage, ...(type === FORM ? [] : [MODAL])];
}

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
  const taken = takes(interaction);
  if (!taken.includes(type))
    throw invalid('type', 'BASE_TYPE_CHOICES', `Value must be one of {${taken.join(', ')}}.`);
  const data = { json: (call.json['data'] ?? {}) as Call['json'], files: call.files };
  if (type === MODAL) interaction.modal = readModal(data.json);
  if (type === CHOICES) interaction.choices = readChoices(data.json);
  if (type === MESSAGE) interaction.original = answer(backend, interaction, data).id;
  if (type === DEFERRED_MESSAGE) {
    const given = Number(data.json['flags'] ?? 0);
    if ((given & ~EPHEMERAL) !== 0)
      throw invalid('data.flags', 'BITFIELD_FLAG_INVALID', 'Only EPHEMERAL can be set.');
    const flags = LOADING | given;
    interaction.original = add(backend, interaction, { content: '', flags }).id;
  }
  if (type === UPDATE) {
    const message = world.channels.get(interaction.channel)?.messages.get(interaction.message ?? '');
    if (!message) throw unknownMessage();
    applyEdit(backend, message, { ...call, ...data });
  }
  interaction.acknowledged = type;
  closeForm(world, interaction);
  return { status: 204 };
};

/** Whoever sent a form sees it until that is acknowledged. */
function closeForm(world: Backend['world'], { opener }: Interaction): void {
  const opened = world.interactions.get(opener ?? '');
  if (opened) opened.modal = undefined;
}

function readChoices(data: Json): { name: string; value: string }[] {
  const choices = data['choices'];
  if (!Array.isArray(choices) || choices.length > MOST_CHOICES) {
    throw invalid('data.choices', 'BASE_TYPE_MAX_LENGTH', `Must be ${MOST_CHOICES} or fewer in length.`);
  }
  for (const { name, value } of choices as Json[]) {
    const fits = [name, value].every(
      (one) => typeof one === 'string' && one !== '' && [...one].length <= CHOICE,
    );
    if (!fits)
      throw invalid(
        'data.choices.0.name',
        'BASE_TYPE_BAD_LENGTH',
        `Must be between 1 and ${CHOICE} in length.`,
      );
  }
  return choices as { name: string; value: string }[];
}

/** A later word, with the interaction's token. */
export const followUp: Route = (backend, call) => {
  const interaction = interactionOf(backend, call);
  const loading = originalIn(backend, interaction);
  // "For backwards compatibility": the loading message is edited, and stays as ephemeral as it was.
  if (loading && (loading.flags & LOADING) !== 0) {
    const { flags: _, ...json } = call.json;
    return editOriginal(backend, { ...call, json });
  }
  const message = answer(backend, interaction, call);
  return { body: messageObject(backend.world, backend.base(), message) };
};

export const editOriginal: Route = (backend, call) => {
  const message = originalOf(backend, interactionOf(backend, call));
  const given = readContent(backend.world, call, false);
  const flags = Number(call.json['flags'] ?? 0);
  if ((flags & EPHEMERAL) !== 0)
    throw invalid('flags', 'BITFIELD_FLAG_INVALID', 'Whether it is ephemeral cannot be changed.');
  Object.assign(message, {
    content: given.content,
    embeds: given.embeds,
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
  if (interaction.acknowledged === undefined) throw unknownWebhook();
  return interaction;
}

function originalIn({ world }: Backend, { original, channel }: Interaction): Message | undefined {
  return (
    world.ephemeral.find(({ id }) => id === original) ??
    world.channels.get(channel)?.messages.get(original ?? '')
  );
}

function originalOf(backend: Backend, interaction: Interaction): Message {
  const message = originalIn(backend, interaction);
  if (!message) throw unknownMessage();
  return message;
}

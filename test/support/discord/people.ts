import { type Gateway, INTENT } from './gateway/gateway.ts';
import type { Backend } from './rest/call.ts';
import { pingedBy } from './rest/message-body.ts';
import { channelObject, memberObject, messageObject, userObject } from './world/objects.ts';
import { MAY, permissionsOf } from './world/permissions.ts';
import {
  type Channel,
  type Interaction,
  type Json,
  type Message,
  type ModalField,
  TYPE,
  type User,
} from './world/world.ts';

const [COMMAND, COMPONENT, TYPING, FORM] = [2, 3, 4, 5];
const BUTTON = 2;
const [SELECT, TEXT, DISPLAY, LABEL] = [3, 4, 10, 18];

export interface Write {
  files?: { name: string; content: string | Uint8Array; type?: string }[];
  /** Answers an earlier message. */
  replyTo?: string;
}

/** What people do. An error where a person could not do it. */
export class People {
  private readonly backend: Backend;
  private readonly gateway: Gateway;

  constructor(backend: Backend, gateway: Gateway) {
    this.backend = backend;
    this.gateway = gateway;
  }

  write(user: User, channel: Channel, content: string, { files = [], replyTo }: Write = {}): Message {
    const { world } = this.backend;
    const may = permissionsOf(world, channel, user.id);
    if (!(may & (channel.type === TYPE.thread ? MAY.sendInThreads : MAY.send))) {
      throw new Error(`${user.username} may not write in ${channel.name}`);
    }
    const attachments = files.map(({ name, content: bytes, type = 'text/plain' }) => ({
      id: world.ids.next(),
      filename: name,
      content_type: type,
      content: Buffer.from(bytes),
    }));
    const pinged = pingedBy(content, undefined, (may & MAY.mentionEveryone) !== 0n);
    const type = replyTo === undefined ? 0 : 19;
    const message = world.addMessage(channel, {
      author: user,
      content,
      attachments,
      pinged,
      reference: replyTo,
      type,
    });
    channel.archived = false;
    this.backend.posted(message);
    return message;
  }

  /** A post in a forum: a thread, and its first message with the same id. */
  post(user: User, forum: Channel, title: string, content: string, tags: string[] = []): Message {
    const { world, tell } = this.backend;
    const id = world.ids.next();
    const applied = forum.tags.filter(({ name }) => tags.includes(name)).map((tag) => tag.id);
    const place = { guild: forum.guild, parent: forum.id };
    const thread = world.addChannel({
      id,
      type: TYPE.thread,
      name: title,
      applied,
      owner: user.id,
      ...place,
    });
    tell('THREAD_CREATE', { ...channelObject(thread), newly_created: true }, { guild: forum.guild });
    const message = world.addMessage(thread, { id, author: user, content });
    this.backend.posted(message);
    return message;
  }

  /** A message to the bot alone. */
  writeDirectly(user: User, content: string, more: Write = {}): Message {
    return this.write(user, this.backend.world.directWith(user.id), content, more);
  }

  edit(user: User, message: Message, content: string): void {
    if (message.author.id !== user.id) throw new Error('only its author edits a message');
    message.content = content;
    message.edited = this.backend.world.now();
    this.backend.changed(message);
  }

  /** Discord itself adds a preview of a link: an update without an edit. */
  unfurl(message: Message): void {
    message.embeds = [{ type: 'article', url: 'https://example.com', title: 'A preview' }];
    this.backend.changed(message);
  }

  /** The gateway tells of a message again, as after a session was lost. */
  tellAgain(message: Message): void {
    this.backend.posted(message);
  }

  remove(message: Message): void {
    this.backend.world.channels.get(message.channel)?.messages.delete(message.id);
    this.backend.removed(message);
  }

  /** A moderator clears several at once. */
  removeAll(messages: Message[]): void {
    const [first] = messages;
    const channel = this.backend.world.channels.get(first?.channel ?? '');
    if (!channel) throw new Error('there is nothing to remove');
    for (const { id } of messages) channel.messages.delete(id);
    const about = { ids: messages.map(({ id }) => id), channel_id: channel.id, guild_id: channel.guild };
    this.gateway.tell('MESSAGE_DELETE_BULK', INTENT.guildMessages, () => about);
  }

  /** Presses a button with this label on a message that the person sees. */
  press(user: User, message: Message, label: string): Interaction {
    const rows = message.components as { components: Json[] }[];
    const button = rows.flatMap(({ components }) => components).find((one) => one['label'] === label);
    if (!button) throw new Error(`there is no button ${label}`);
    const data = { custom_id: button['custom_id'], component_type: BUTTON };
    return this.interact(user, message.channel, COMPONENT, data, message);
  }

  /** Types a slash command; options by name. */
  command(user: User, channel: Channel, name: string, options: Record<string, string> = {}): Interaction {
    const given = Object.entries(options).map(([option, value]) => ({ name: option, type: 3, value }));
    return this.interact(user, channel.id, COMMAND, { id: '1', name, type: 1, options: given });
  }

  /** Is typing the option of a slash command; what is offered stands in `choices`. */
  type(user: User, channel: Channel, name: string, option: string, words: string): Interaction {
    const options = [{ name: option, type: 3, value: words, focused: true }];
    return this.interact(user, channel.id, TYPING, { id: '1', name, type: 1, options });
  }

  /** Fills in the modal that an interaction was answered with, by the fields' labels or ids, and sends it. */
  fillIn(user: User, opened: Interaction, values: Record<string, string>): Interaction {
    const { modal } = opened;
    if (!modal || opened.user !== user.id) throw new Error('no form is open');
    const isKnown = (name: string) => modal.fields.some(({ id, label }) => name === id || name === label);
    const unknown = Object.keys(values).find((name) => !isKnown(name));
    if (unknown) throw new Error(`there is no field ${unknown}`);
    const components = [
      ...modal.displays.map((_, at) => ({ type: DISPLAY, id: at + 1 })),
      ...modal.fields.map((field) => ({
        type: LABEL,
        component: filledIn(field, values[field.id] ?? values[field.label] ?? field.value),
      })),
    ];
    const message = this.backend.world.findMessage(opened.channel, opened.message);
    const data = { custom_id: modal.custom_id, components };
    return this.interact(user, opened.channel, FORM, data, message, opened.token);
  }

  /** Chooses a command from the menu of a message. */
  fromMenu(user: User, message: Message, name: string): Interaction {
    const { world, base } = this.backend;
    const resolved = { messages: { [message.id]: messageObject(world, base(), message) } };
    const data = { id: '2', name, type: 3, target_id: message.id, resolved };
    return this.interact(user, message.channel, COMMAND, data);
  }

  /** An interaction is told to the bot whatever its intents are. */
  interact(
    user: User,
    channelId: string,
    type: number,
    data: Json,
    message?: Message,
    opener?: string,
  ): Interaction {
    const { world, base } = this.backend;
    const channel = world.channels.get(channelId);
    const guild = world.guilds.get(channel?.guild ?? '');
    const [id, token] = [world.ids.next(), world.secret()];
    const at = world.clock.now().getTime();
    const interaction: Interaction = {
      ...{ id, token, type, at, user: user.id, channel: channelId, message: message?.id },
      ...{ acknowledged: undefined, original: undefined, modal: undefined, choices: undefined, opener },
    };
    world.interactions.set(token, interaction);
    const permissions = channel ? permissionsOf(world, channel, user.id).toString() : '0';
    const who = guild
      ? { member: { ...memberObject(guild, user.id), user: userObject(user), permissions } }
      : { user: userObject(user) };
    const payload = {
      ...{ id, token, type, data, version: 1, application_id: world.application, channel_id: channelId },
      ...{ channel: channel ? channelObject(channel) : undefined, guild_id: guild?.id, ...who },
      ...(message ? { message: messageObject(world, base(), message) } : {}),
    };
    this.gateway.tell('INTERACTION_CREATE', -1, () => payload);
    return interaction;
  }
}

/** What a client sends of a field. An error where it would not. */
function filledIn(field: ModalField, value: string): Json {
  const { id, label, required, kind } = field;
  if (required && value === '') throw new Error(`${label} must be filled in`);
  if (kind === 'text') {
    const fits = value.length <= field.max && (value === '' || value.length >= field.min);
    if (!fits) throw new Error(`${label} takes ${field.min} to ${field.max} characters`);
    return { type: TEXT, custom_id: id, value };
  }
  const chosen = field.options.find((option) => option.label === value || option.value === value);
  if (!chosen && value !== '') throw new Error(`${label} has no option ${value}`);
  return { type: SELECT, custom_id: id, values: chosen ? [chosen.value] : [] };
}

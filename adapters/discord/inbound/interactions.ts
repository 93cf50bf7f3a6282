import type { Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { type Shape, shapeOf } from '../../../src/platform/shape.ts';
import { EPHEMERAL, NO_MENTIONS } from '../render/rendered.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { isThread } from '../server/channel.ts';
import type { Channels } from '../server/channels.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import { DIRECT_WORKSPACE, permalink } from '../server/direct-workspace.ts';
import type { Session } from '../server/session.ts';
import { isoOf } from '../server/snowflake.ts';
import type { InteractionTokens } from '../whisper/interaction-tokens.ts';
import type { MessageEvents } from './message-events.ts';
import { type Interaction, readInteraction } from './read-interaction.ts';
import { personOf } from './read-message.ts';

interface Deps {
  api: DiscordApi;
  intake: Intake;
  session: Session;
  messages: MessageEvents;
  channels: Channels;
  directMessages: DirectMessages;
  tokens: InteractionTokens;
  clock: Clock;
  logger: Logger;
}

type Of<K extends Interaction['kind']> = Extract<Interaction, { kind: K }>;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE] = [4, 5, 6];
/** A command that nothing more is said about in this time shows no answer at all. */
const ANSWER_WITHIN_MS = 10_000;

/** Takes in presses and commands. Each is acknowledged only once the intake has it; then Discord shows no failure. */
export class Interactions {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Rejects where the event could not be stored: the person is told that it failed, and tries again. */
  async take(shape: Shape): Promise<void> {
    const { session, logger } = this.#deps;
    const read = readInteraction(shape, session.identity);
    if (typeof read === 'string')
      return logger.debug({ why: read }, 'An interaction of Discord concerns nobody');
    const { guilds } = session.territory;
    if (read.workspace !== DIRECT_WORKSPACE && guilds?.has(read.workspace) === false) return;
    if (read.kind === 'press') return this.#press(read);
    return read.kind === 'command' ? this.#command(read) : this.#shortcut(read);
  }

  async #press(read: Of<'press'>): Promise<void> {
    const { workspace, channel, thread, post, action, value } = read;
    const ref: ThreadRef = { platform: 'discord', workspace, channel, thread };
    const author = this.#author(read);
    await this.#deps.tokens.remember(author.id, ref, { token: read.token, pending: false });
    const desk = channel === this.#deps.session.territory.desk?.channel;
    const kind = desk ? 'desk.action' : 'customer.action';
    await this.#handIn({
      ...this.#common(read, 'a'),
      kind,
      thread: ref,
      post: { ...ref, id: post },
      author,
      action,
      value,
    });
    await this.#respond(read, { type: DEFERRED_UPDATE });
  }

  async #command(read: Of<'command'>): Promise<void> {
    const author = this.#author(read);
    const place = await this.#placeOfCommand(read, author.id);
    await this.#deps.tokens.remember(author.id, place.thread, { token: read.token, pending: true });
    const { command, args } = read;
    await this.#handIn({
      ...this.#common(read, 'c'),
      kind: 'customer.command',
      ...place,
      author,
      command,
      args,
    });
    await this.#respond(read, { type: DEFERRED_MESSAGE, data: { flags: EPHEMERAL } });
    this.#deps.clock.after(ANSWER_WITHIN_MS, () => void this.#clear(read, author.id, place.thread));
  }

  /** In a customers' thread the thread is meant; elsewhere, also at the desk, the direct message with the author. */
  async #placeOfCommand(
    read: Of<'command'>,
    author: string,
  ): Promise<{ thread: ThreadRef; channel: string }> {
    const { channels, directMessages, session } = this.#deps;
    const { workspace, channelId } = read;
    const platform = 'discord';
    if (workspace === DIRECT_WORKSPACE) {
      return { thread: { platform, workspace, channel: channelId, thread: null }, channel: channelId };
    }
    const channel = read.channel ?? (await channels.get(channelId));
    const parent = channel && isThread(channel) ? channel.parent : undefined;
    if (parent !== undefined && parent !== session.territory.desk?.channel) {
      return { thread: { platform, workspace, channel: parent, thread: channelId }, channel: parent };
    }
    const direct = await directMessages.channelWith(author);
    const thread = { platform, workspace: DIRECT_WORKSPACE, channel: direct, thread: null };
    return { thread, channel: parent ?? channelId };
  }

  /** "Ask support" on a message: its author asks, whoever found the menu. */
  async #shortcut(read: Of<'shortcut'>): Promise<void> {
    const { workspace, channelId, message } = read;
    const author = shapeOf(message['author']);
    const member = author['id'] === read.user['id'] ? read.member : {};
    const given = { ...message, channel_id: channelId, guild_id: workspace, member };
    const event = await this.#deps.messages.asked(given);
    if ('nothing' in event) return this.#say(read, 'Only a person’s message can be taken to support.');
    await this.#handIn(event);
    const where = permalink(workspace, event.thread.thread ?? event.thread.channel, event.post.id);
    await this.#say(read, `Taken to support: <${where}>`);
  }

  async #say(read: Interaction, content: string): Promise<void> {
    await this.#respond(read, {
      type: MESSAGE,
      data: { content, flags: EPHEMERAL, allowed_mentions: NO_MENTIONS },
    });
  }

  async #handIn(event: InboundEvent): Promise<void> {
    const acceptance = await this.#deps.intake.accept(event);
    this.#deps.logger.debug(
      { id: event.id, kind: event.kind, acceptance },
      'An event of Discord was handed in',
    );
  }

  #common({ id, workspace }: Interaction, letter: string) {
    return { id: `${letter}:${id}`, platform: 'discord', workspace, at: isoOf(id) ?? '' };
  }

  #author({ user, member, workspace }: Interaction) {
    return personOf(user, member, workspace === DIRECT_WORKSPACE ? '' : workspace);
  }

  async #respond({ id, token }: Interaction, body: object): Promise<void> {
    try {
      await this.#deps.api.call('POST', `/interactions/${id}/${token}/callback`, {
        body,
        withoutToken: true,
      });
    } catch (error) {
      this.#deps.logger.warn(
        { error: messageOf(error) },
        'An interaction of Discord could not be acknowledged',
      );
    }
  }

  /** A command whose answer came elsewhere must not wait for ever. */
  async #clear({ token }: Interaction, author: string, thread: ThreadRef): Promise<void> {
    const { api, tokens, session, logger } = this.#deps;
    try {
      const known = await tokens.get(author, thread);
      if (!known?.pending || known.token !== token) return;
      await tokens.answered(author, thread, known);
      const route = `/webhooks/${session.identity.application}/${token}/messages/@original` as const;
      await api.call('DELETE', route, { withoutToken: true });
    } catch (error) {
      logger.debug({ error: messageOf(error) }, 'A command’s answer could not be taken away');
    }
  }
}

import type { InboundEvent } from '../../../src/channels/events.ts';
import { formAction } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { type Shape, shapeOf } from '../../../src/platform/shape.ts';
import type { MessageEvents } from '../inbound/message-events.ts';
import { DIRECT_WORKSPACE, permalink } from '../server/direct-workspace.ts';
import { type CommandDeps, CommandInteractions } from './commands.ts';
import { authorOf, envelopeOf } from './envelope.ts';
import { FormInteractions } from './forms.ts';
import { type Interaction, type Of, readInteraction } from './read-interaction.ts';
import { Reply } from './reply.ts';

interface Deps extends CommandDeps {
  messages: MessageEvents;
}

/** Takes in presses, forms and commands. Each is acknowledged only once the intake has it. */
export class Interactions {
  readonly #deps: Deps;
  readonly #commands: CommandInteractions;
  readonly #forms: FormInteractions;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#commands = new CommandInteractions(deps);
    this.#forms = new FormInteractions(deps, this.#commands);
  }

  /** Rejects where the event could not be stored and the person was not told: Discord then says that it failed. */
  async take(shape: Shape): Promise<void> {
    const { session, logger } = this.#deps;
    const read = readInteraction(shape, session.identity);
    if (typeof read === 'string')
      return logger.debug({ why: read }, 'An interaction of Discord concerns nobody');
    const { guilds } = session.territory;
    if (read.workspace !== DIRECT_WORKSPACE && guilds?.has(read.workspace) === false) return;
    await this.#takeRead(read);
  }

  #takeRead(read: Interaction): Promise<void> {
    switch (read.kind) {
      case 'press': {
        const form = formAction(read.action);
        return form === undefined ? this.#press(read) : this.#forms.open(read, form);
      }
      case 'opener':
        return this.#forms.openKept(read);
      case 'form':
        return this.#forms.filledIn(read);
      case 'command':
        return this.#commands.typed(read);
      case 'typing':
        return this.#commands.complete(read);
      case 'shortcut':
        return this.#shortcut(read);
    }
  }

  async #press(read: Of<'press'>): Promise<void> {
    const { workspace, at, action, value } = read;
    const { channel, thread, post } = at;
    const ref: ThreadRef = { platform: 'discord', workspace, channel, thread };
    const author = authorOf(read);
    await this.#deps.tokens.remember(author.id, ref, { token: read.token, pending: false });
    const desk = channel === this.#deps.session.territory.desk?.channel;
    const kind = desk ? 'desk.action' : 'customer.action';
    await this.#handIn({
      ...envelopeOf(read, 'a'),
      kind,
      thread: ref,
      post: { ...ref, id: post },
      author,
      action,
      value,
    });
    await new Reply(this.#deps, { ...read, atMessage: true }).done();
  }

  /** "Ask support" on a message: its author asks, whoever found the menu. */
  async #shortcut(read: Of<'shortcut'>): Promise<void> {
    const { workspace, channelId, message } = read;
    const reply = new Reply(this.#deps, { ...read, atMessage: false });
    const author = shapeOf(message['author']);
    const member = author['id'] === read.user['id'] ? read.member : {};
    const given = { ...message, channel_id: channelId, guild_id: workspace, member };
    const event = await this.#deps.messages.asked(given);
    if ('nothing' in event) return reply.say('Only a person’s message can be taken to support.');
    await this.#handIn(event);
    const where = permalink(workspace, event.thread.thread ?? event.thread.channel, event.post.id);
    await reply.say(`Taken to support: <${where}>`);
  }

  async #handIn(event: InboundEvent): Promise<void> {
    const acceptance = await this.#deps.intake.accept(event);
    this.#deps.logger.debug(
      { id: event.id, kind: event.kind, acceptance },
      'An event of Discord was handed in',
    );
  }
}

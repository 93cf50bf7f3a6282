import { COMMAND_FORM } from '../../../src/channels/command.ts';
import type { CustomerActionEvent, DeskActionEvent } from '../../../src/channels/events.ts';
import type { FormAnswer } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { within } from '../../../src/platform/within.ts';
import type { CommandDeps, CommandInteractions } from './commands.ts';
import { authorOf, envelopeOf } from './envelope.ts';
import type { Meaning } from './kept-forms.ts';
import { placeOfCommand } from './place-of-command.ts';
import type { At, Of } from './read-interaction.ts';
import { PATIENCE_MS, Reply } from './reply.ts';
import { showForm } from './show-form.ts';
import { withWhatWasTyped } from './what-was-typed.ts';

const LATER = 'The form could not be opened just now. Please try it again in a moment.';
const NOT_TAKEN = 'That could not be taken just now. Please send it again in a moment.';
const UNKNOWN = 'This form is not open any more. Please open it again.';

/** Opens forms, and hands in what is filled in. */
export class FormInteractions {
  readonly #deps: CommandDeps;
  readonly #commands: CommandInteractions;

  constructor(deps: CommandDeps, commands: CommandInteractions) {
    this.#deps = deps;
    this.#commands = commands;
  }

  /** The form is made as things are now; whoever waits too long presses again. */
  async open(read: Of<'press'>, action: string): Promise<void> {
    const { clock } = this.#deps;
    const reply = new Reply(this.#deps, { ...read, atMessage: true });
    const answer = await within(clock, PATIENCE_MS, this.#ask(read, action), undefined);
    if (!answer) return reply.say(LATER);
    if (answer.kind === 'refused') return reply.say(answer.text);
    await showForm({ ...this.#deps, reply }, answer.form);
  }

  /** Opens a form that could not be shown at once. */
  async openKept(read: Of<'opener'>): Promise<void> {
    const { forms, logger } = this.#deps;
    const reply = new Reply(this.#deps, { ...read, atMessage: true });
    try {
      const form = await forms.opened(read.key);
      if (form) await showForm({ ...this.#deps, reply }, form);
      else await reply.say(UNKNOWN);
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'A form that was kept could not be read');
      await reply.say(LATER);
    }
  }

  /** Accepted before it is acknowledged; what could not be taken is given back to whoever typed it. */
  async filledIn(read: Of<'form'>): Promise<void> {
    const { forms, logger } = this.#deps;
    const reply = new Reply(this.#deps, { ...read, atMessage: read.at !== undefined });
    try {
      const meant = await reply.until(forms.read(read.form));
      if (!meant) return reply.say(withWhatWasTyped(UNKNOWN, read.typed));
      if (meant.action === COMMAND_FORM) return this.#commands.filledIn(reply, read, meant.value);
      if (await reply.until(this.#handIn(read, meant))) return reply.done();
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'A form of Discord was not accepted; who sent it is told so');
    }
    await reply.say(withWhatWasTyped(NOT_TAKEN, read.typed));
  }

  async #ask(read: Of<'press'>, action: string): Promise<FormAnswer | undefined> {
    const { workspace, at, value } = read;
    try {
      return await this.#deps.intake.form({
        platform: 'discord',
        workspace,
        thread: threadOf(workspace, at),
        author: authorOf(read),
        side: this.#sideOf(at.channel),
        action,
        value,
      });
    } catch (error) {
      this.#deps.logger.error({ error: messageOf(error) }, 'A form could not be made');
      return undefined;
    }
  }

  /** False where the event was refused. */
  async #handIn(read: Of<'form'>, { action, value }: Meaning): Promise<boolean> {
    const { intake, tokens, logger } = this.#deps;
    const { workspace, at, fields, token } = read;
    const author = authorOf(read);
    // A form that was opened by a command stands at no message; it is about the place itself.
    const thread = at ? threadOf(workspace, at) : (await placeOfCommand(this.#deps, read, author.id)).thread;
    const post = { ...thread, id: at?.post ?? thread.thread ?? thread.channel };
    const event: CustomerActionEvent | DeskActionEvent = {
      ...envelopeOf(read, 'f'),
      kind: this.#sideOf(thread.channel) === 'desk' ? 'desk.action' : 'customer.action',
      thread,
      post,
      author,
      action,
      value,
      fields,
    };
    await tokens.remember(author.id, thread, { token, pending: false });
    const acceptance = await intake.accept(event);
    logger.debug({ id: event.id, kind: event.kind, acceptance }, 'An event of Discord was handed in');
    return acceptance !== 'refused';
  }

  #sideOf(channel: string): 'desk' | 'customer' {
    return channel === this.#deps.session.territory.desk?.channel ? 'desk' : 'customer';
  }
}

function threadOf(workspace: string, { channel, thread }: At): ThreadRef {
  return { platform: 'discord', workspace, channel, thread };
}

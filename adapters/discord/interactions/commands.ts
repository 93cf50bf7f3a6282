import type { Intake } from '../../../src/channels/adapter.ts';
import type { CommandAnswer, CommandCall, Completion } from '../../../src/channels/command.ts';
import type { Form } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { within } from '../../../src/platform/within.ts';
import { LIMITS } from '../limits.ts';
import { renderCard } from '../render/render-card.ts';
import { renderText, splitText } from '../render/render-text.ts';
import type { Rendered } from '../render/rendered.ts';
import type { Channels } from '../server/channels.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import type { Session } from '../server/session.ts';
import type { InteractionTokens } from '../whisper/interaction-tokens.ts';
import { authorOf, envelopeOf } from './envelope.ts';
import type { KeptForms } from './kept-forms.ts';
import { placeOfCommand } from './place-of-command.ts';
import type { Interaction, Of } from './read-interaction.ts';
import { PATIENCE_MS, Reply, type ReplyDeps } from './reply.ts';
import { showForm } from './show-form.ts';
import { standingOf } from './standing-of.ts';
import { withWhatWasTyped } from './what-was-typed.ts';

export interface CommandDeps extends ReplyDeps {
  intake: Intake;
  session: Session;
  channels: Channels;
  directMessages: DirectMessages;
  tokens: InteractionTokens;
  forms: KeptForms;
}

/** A command that nothing more is said about in this time shows no answer at all. */
const ANSWER_WITHIN_MS = 10_000;

/** Has commands answered, typed or filled in. */
export class CommandInteractions {
  readonly #deps: CommandDeps;

  constructor(deps: CommandDeps) {
    this.#deps = deps;
  }

  typed(read: Of<'command'>): Promise<void> {
    const reply = new Reply(this.#deps, { ...read, atMessage: false });
    return this.#answer(reply, read, { words: read.words, typed: [] });
  }

  /** A form whose action is a command; its value is the command's words. */
  filledIn(reply: Reply, read: Of<'form'>, words: string): Promise<void> {
    return this.#answer(reply, read, { ...read, words });
  }

  /** What could be typed next. Whoever is shown nothing types on. */
  async complete(read: Of<'typing'>): Promise<void> {
    const { intake, clock } = this.#deps;
    const { workspace, words } = read;
    const author = { id: authorOf(read).id };
    const ask = { platform: 'discord', workspace, author, standing: standingOf(read.member), words };
    const found = await within(clock, PATIENCE_MS, intake.complete(ask), []);
    await new Reply(this.#deps, { ...read, atMessage: false }).choices(choicesOf(found));
  }

  async #answer(
    reply: Reply,
    read: Interaction,
    given: { words: string; fields?: Record<string, string>; typed: string[] },
  ): Promise<void> {
    let answered: { answer: CommandAnswer; thread: ThreadRef };
    try {
      answered = await reply.until(this.#ask(read, given));
    } catch (error) {
      this.#deps.logger.error({ error: messageOf(error) }, 'A command on Discord could not be answered');
      const sorry = 'That did not work just now. Please try it again in a moment.';
      return reply.say(withWhatWasTyped(sorry, given.typed));
    }
    const { answer, thread } = answered;
    if (answer.kind === 'taken') return this.#taken(reply, read, thread);
    await this.#settle(read, thread);
    if (answer.kind === 'form') return this.#show(reply, answer.form);
    await reply.tell(partsOf(answer.content), answer.here);
  }

  async #ask(
    read: Interaction,
    { words, fields }: { words: string; fields?: Record<string, string> },
  ): Promise<{ answer: CommandAnswer; thread: ThreadRef }> {
    const { intake, tokens } = this.#deps;
    const author = authorOf(read);
    const place = await placeOfCommand(this.#deps, read, author.id);
    // What is said by the road may come before the answer does.
    await tokens.remember(author.id, place.thread, { token: read.token, pending: true });
    const call: CommandCall = {
      ...envelopeOf(read, 'c'),
      kind: 'customer.command',
      ...place,
      author,
      ...commandIn(words),
      standing: standingOf(read.member),
      ...(fields ? { fields } : {}),
    };
    return { answer: await intake.command(call), thread: place.thread };
  }

  #show(reply: Reply, form: Form): Promise<void> {
    return showForm({ ...this.#deps, reply }, form);
  }

  async #taken(reply: Reply, read: Interaction, thread: ThreadRef): Promise<void> {
    const waiting = reply.wait();
    const clear = () => waiting.then(() => this.#clear(reply, read, thread));
    this.#deps.clock.after(ANSWER_WITHIN_MS, () => void clear());
    await waiting;
  }

  /** A command whose answer came elsewhere must not wait for ever. */
  async #clear(reply: Reply, read: Interaction, thread: ThreadRef): Promise<void> {
    if (await this.#settle(read, thread)) await reply.done();
  }

  /** What is told next comes beside the command's answer, not in its place. False where that was so already. */
  async #settle(read: Interaction, thread: ThreadRef): Promise<boolean> {
    const { tokens, logger } = this.#deps;
    const { id } = authorOf(read);
    try {
      const known = await tokens.get(id, thread);
      if (!known?.pending || known.token !== read.token) return false;
      await tokens.answered(id, thread, known);
      return true;
    } catch (error) {
      logger.debug({ error: messageOf(error) }, 'It could not be noted that a command was answered');
      return false;
    }
  }
}

/** The first word, and the others; without any, help is asked for. */
function commandIn(words: string): { command: string; args: string } {
  const trimmed = words.trim();
  const [command = ''] = trimmed.split(/\s+/, 1);
  return { command: command.toLowerCase() || 'help', args: trimmed.slice(command.length).trim() };
}

function partsOf(content: Extract<CommandAnswer, { kind: 'answer' }>['content']): Rendered[] {
  if (content.kind === 'card') return [renderCard(content.card)];
  return splitText(content).map((part) => renderText(part, { authorShown: false }));
}

/** On Discord a choice takes the place of all that was typed, so it is the whole line. */
function choicesOf(found: readonly Completion[]): { name: string; value: string }[] {
  return found
    .map(({ value, label }) => ({ name: (label || value).slice(0, LIMITS.choice), value }))
    .filter(({ value }) => value.trim() !== '' && value.length <= LIMITS.choice)
    .slice(0, LIMITS.choices);
}

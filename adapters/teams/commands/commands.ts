import type { Activity } from 'botbuilder';
import type { Intake } from '../../../src/channels/adapter.ts';
import type { CommandAnswer, CommandCall, CompletionAsk, Standing } from '../../../src/channels/command.ts';
import type { Content } from '../../../src/channels/content.ts';
import type { CustomerCommandEvent } from '../../../src/channels/events.ts';
import type { Form } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { within } from '../../../src/platform/within.ts';
import { formPost } from '../forms/form-card.ts';
import type { SentForm } from '../forms/sent-form.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { eventId } from '../inbound/event-id.ts';
import { authorOf, envelopeOf, type Territory } from '../inbound/found.ts';
import { COMMAND_MS } from '../limits.ts';
import { placeOf } from '../places.ts';
import { renderContent } from '../render/render-content.ts';
import { splitContent } from '../render/split-content.ts';
import { asTyped, commandIn } from './command-in.ts';
import type { StandingOf } from './standing-of.ts';

export interface CommandsDeps {
  intake: Pick<Intake, 'command' | 'complete'>;
  territory: Territory;
  standingOf: StandingOf;
  /** What somebody would be who may give every command. */
  anyAdmin(): Standing;
  clock: Clock;
  logger: Logger;
  /** Posts in a thread, for all who are there. */
  sayHere(thread: ThreadRef, activity: Partial<Activity>): Promise<void>;
  /** Posts in the personal chat with somebody. Throws `delivery.permanent` where they cannot be written to. */
  sayInPerson(near: ThreadRef, person: string, activity: Partial<Activity>): Promise<void>;
}

export type Commands = ReturnType<typeof createCommands>;

/** Teams sends a message again that took too long; its command is carried out once, and then answered from here. */
const REMEMBERED_MS = 10 * 60_000;
const MOST = 1_000;

const FAILED = 'That did not work just now. Please try it again in a moment.';
const UNREACHABLE =
  'The answer is for you alone, and I cannot write to you in person. Add this app to your chats, then ask again.';

/** Has commands answered, typed or filled in. What is for the asker alone is told in the personal chat. */
export function createCommands(deps: CommandsDeps) {
  const { intake, territory, standingOf, anyAdmin, clock, logger, sayHere, sayInPerson } = deps;
  const answers = new RecentCache<CommandAnswer>(clock, MOST);

  /** Resolves once it is safe to acknowledge: answered, or taking so long that Teams would send it again. */
  async function typed(event: CustomerCommandEvent, activity: TeamsActivity): Promise<void> {
    await within(clock, COMMAND_MS, carryOut(event, activity), undefined);
  }

  async function carryOut(event: CustomerCommandEvent, activity: TeamsActivity): Promise<void> {
    const call = { ...event, standing: await standingOf(activity, activity.conversation.id) };
    const answer = await ask(call).catch(() => undefined);
    if (!answer) return tell(call, { kind: 'text', text: FAILED }, false);
    if (answer.kind === 'answer') return tell(call, answer.content, answer.here);
    if (answer.kind === 'form')
      return show(activity, answer.form, { at: activity.conversation.id, once: call.id });
  }

  async function ask(call: CommandCall): Promise<CommandAnswer> {
    try {
      return await answers.get(call.id, async () => ({
        value: await intake.command(call),
        keepMs: REMEMBERED_MS,
      }));
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'A command in Teams could not be answered');
      throw error;
    }
  }

  /** A form whose action is a command; its value is the command's words. Rejects where it could not be answered. */
  async function filledIn(activity: TeamsActivity, sent: SentForm): Promise<'taken' | { form: Form }> {
    const conversation = { ...activity.conversation, id: sent.at };
    const { channel } = placeOf(sent.at);
    const { post: _, ...place } = envelopeOf({ ...activity, conversation }, territory, {
      id: eventId('c', channel, sent.once),
      post: '',
    });
    const call: CommandCall = {
      kind: 'customer.command',
      ...place,
      channel,
      author: authorOf(activity),
      ...commandIn(sent.value),
      standing: await standingOf(activity, sent.at),
      fields: sent.fields,
    };
    const answer = await ask(call);
    if (answer.kind === 'answer') await tell(call, answer.content, answer.here);
    return answer.kind === 'form' ? { form: answer.form } : 'taken';
  }

  async function tell({ thread, author }: CommandCall, content: Content, here: boolean): Promise<void> {
    let told = 0;
    try {
      for (const part of splitContent(content)) {
        // Buttons that are suggested beneath the place to write in would come back as words.
        const activity = renderContent(part, 'groupChat');
        if (here) await sayHere(thread, activity);
        else await inPerson(thread, author.id, activity);
        told += 1;
      }
    } catch (error) {
      logger.warn({ error: messageOf(error), told }, 'The answer to a command in Teams could not be told');
      // Told again from the start, what has arrived would be said twice.
      if (told === 0) throw error;
    }
  }

  async function inPerson(thread: ThreadRef, person: string, activity: Partial<Activity>): Promise<void> {
    try {
      await sayInPerson(thread, person, activity);
    } catch (error) {
      if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
      logger.info({ person }, 'Somebody cannot be written to in person in Teams; told so where they asked');
      const sorry = { kind: 'text' as const, text: UNREACHABLE, tone: 'system' as const };
      await sayHere(thread, renderContent(sorry, 'groupChat'));
    }
  }

  /** The thread that a form was opened in, which may be another than it is sent from. */
  function threadAt(activity: TeamsActivity, at: string): ThreadRef {
    const conversation = { ...activity.conversation, id: at };
    return envelopeOf({ ...activity, conversation }, territory, { id: '', post: '' }).thread;
  }

  /** Asks for more, in the personal chat. */
  async function show(
    activity: TeamsActivity,
    form: Form,
    from: { at: string; once: string },
  ): Promise<void> {
    const thread = threadAt(activity, from.at);
    const origin = { at: from.at, once: eventId('n', from.once, activity.id ?? '') };
    await inPerson(thread, authorOf(activity).id, formPost(form, origin));
  }

  /** A form that could not be taken after all: what was typed in it is not lost. */
  async function giveBack(activity: TeamsActivity, { at, typed: texts }: SentForm): Promise<void> {
    const thread = threadAt(activity, at);
    const written = texts.map((text) => `\`\`\`\`\n${text}\n\`\`\`\``);
    const content = { kind: 'text' as const, text: [FAILED, ...written].join('\n\n') };
    for (const part of splitContent(content)) {
      await inPerson(thread, authorOf(activity).id, renderContent(part, 'groupChat'));
    }
  }

  /**
   * Whether words after a mention are a command rather than a question: one word that is a whole command, or two that begin
   * one together. "Why is it late?" and "agent" begin like a command, and are none. Only of what is a command to somebody is
   * it asked whether it is one to whoever wrote it: no question waits for what Teams says of rights.
   */
  async function isKnown(
    event: { text: string; workspace: string },
    activity: TeamsActivity,
  ): Promise<boolean> {
    const words = asTyped(event.text).trim().toLowerCase().split(/\s+/, 3);
    if (!/^[a-z][a-z-]{1,30}$/.test(words[0] ?? '')) return false;
    const begun = words.slice(0, 2).join(' ');
    const ask = { platform: 'teams', workspace: event.workspace, author: { id: authorOf(activity).id } };
    const isTo = async (standing: Standing) => {
      const lines = await linesFrom({ ...ask, standing, words: begun });
      return lines.some((line) => line === begun || (words.length > 1 && line.startsWith(`${begun} `)));
    };
    return (await isTo(anyAdmin())) && isTo(await standingOf(activity, activity.conversation.id));
  }

  /** How a command could go on, without the marks that keep words together. */
  async function linesFrom(ask: CompletionAsk): Promise<string[]> {
    const found = await intake.complete(ask);
    return found.map(({ value }) => value.replaceAll('"', '').trim().toLowerCase());
  }

  return { typed, filledIn, show, giveBack, isKnown };
}

import type { Activity } from 'botbuilder';
import type { Acceptance, Intake } from '../../../src/channels/adapter.ts';
import { COMMAND_FORM } from '../../../src/channels/command.ts';
import type { CustomerActionEvent } from '../../../src/channels/events.ts';
import { type Form, type FormAnswer, formAction } from '../../../src/channels/form.ts';
import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { shapeOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { Commands } from '../commands/commands.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { eventId } from '../inbound/event-id.ts';
import { authorOf, envelopeOf, type Territory } from '../inbound/found.ts';
import { readPressed } from '../inbound/read-press.ts';
import { INVOKE_MS } from '../limits.ts';
import { placeOf } from '../places.ts';
import { type Answer, problem } from '../receive/answer.ts';
import { renderText } from '../render/render-text.ts';
import { formDialog } from './form-card.ts';
import { readSentForm, type SentForm } from './sent-form.ts';

export interface FormsDeps {
  intake: Pick<Intake, 'accept' | 'form'>;
  territory: Territory;
  commands: Commands;
  clock: Clock;
  logger: Logger;
  /** Puts something else into the place of a post of ours. */
  replace(activity: TeamsActivity, id: string, by: Partial<Activity>): Promise<void>;
}

/** What became of a form: `form` where there is more to fill in. */
type Taken = 'taken' | 'failed' | { form: Form };

const LATER = 'The form could not be opened just now. Please try it again in a moment.';
const NOT_TAKEN = 'That could not be taken just now. Please send it again in a moment.';
/** Whoever sends a form later than this after it was opened is given back what they wrote, but no form to send it from. */
const KNOWN_MS = 24 * 3_600_000;
const MOST_KNOWN = 1_000;
/** The dialog closes. */
const CLOSED: Answer = { status: 200 };

/**
 * A button that opens a form opens a dialog, which only the one who pressed sees, and which can show what was typed again
 * where it could not be taken; what a command asks for is a card in the personal chat.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function createForms({ intake, territory, commands, clock, logger, replace }: FormsDeps) {
  const shown = new RecentCache<Form>(clock, MOST_KNOWN);

  /** `task/fetch`: a button was pressed. */
  async function open(activity: TeamsActivity): Promise<Answer> {
    const { id, replyToId } = activity;
    const pressed = readPressed(shapeOf(activity.value)['data']);
    const action = formAction(pressed?.action ?? '');
    if (!id || !pressed || action === undefined) return problem(400, 'this opens no form of ours');
    const { thread, workspace, platform } = envelopeOf(activity, territory, { id, post: '' });
    const ask = { platform, workspace, thread, author: authorOf(activity), side: 'customer' as const };
    const asked = formFor({ ...ask, action, value: pressed.value });
    const answer = await within(clock, INVOKE_MS, asked, undefined);
    if (!answer) return says(LATER);
    if (answer.kind === 'refused') return says(answer.text);
    const origin = { at: activity.conversation.id, once: id, ...(replyToId ? { post: replyToId } : {}) };
    return dialog(answer.form, origin);
  }

  async function formFor(ask: Parameters<Intake['form']>[0]): Promise<FormAnswer | undefined> {
    try {
      return await intake.form(ask);
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'A form could not be made');
      return undefined;
    }
  }

  function dialog(form: Form, origin: Parameters<typeof formDialog>[1]): Answer {
    shown.set(origin.once, form, KNOWN_MS);
    return { status: 200, body: { task: formDialog(form, origin) } };
  }

  /** `task/submit`: a dialog was sent. */
  async function submit(activity: TeamsActivity): Promise<Answer> {
    const sent = readSentForm(shapeOf(activity.value)['data']);
    if (!sent || !activity.from) return problem(400, 'this is no form of ours');
    const { at, post, once } = sent;
    const origin = { at, once, ...(post ? { post } : {}) };
    const taking = take(activity, sent);
    const result = await within<Taken | 'late'>(clock, INVOKE_MS, taking, 'late');
    if (result === 'taken') return CLOSED;
    if (result === 'late' && sent.action === COMMAND_FORM) return answerLater(activity, sent, taking);
    if (result !== 'late' && result !== 'failed')
      return dialog(result.form, { ...origin, once: eventId('n', once, activity.id ?? '') });
    const form = shown.peek(once);
    const again = form && formDialog(form, origin, { fields: sent.fields, complaint: NOT_TAKEN });
    return again ? { status: 200, body: { task: again } } : says([NOT_TAKEN, ...sent.typed].join('\n\n'));
  }

  /** The answer comes in the personal chat; so does whatever else there is to say of it. */
  function answerLater(activity: TeamsActivity, sent: SentForm, taking: Promise<Taken>): Answer {
    void taking
      .then(async (result) => {
        if (result === 'failed') await commands.giveBack(activity, sent);
        else if (result !== 'taken') await commands.show(activity, result.form, sent);
      })
      .catch((error: unknown) =>
        logger.error({ error: messageOf(error) }, 'What became of a form in Teams could not be told'),
      );
    return CLOSED;
  }

  /** A form that stands in a post was sent. Gives what to tell whoever sent it; nothing where all is well. */
  async function sendPosted(activity: TeamsActivity, sent: SentForm): Promise<string | undefined> {
    const result = await take(activity, sent);
    if (result === 'failed') return NOT_TAKEN;
    if (activity.replyToId) await close(activity, activity.replyToId);
    if (result !== 'taken') await commands.show(activity, result.form, sent);
    return undefined;
  }

  /** Nobody is to send it twice. */
  async function close(activity: TeamsActivity, post: string): Promise<void> {
    try {
      await replace(activity, post, renderText({ kind: 'text', text: '✓', tone: 'system' }));
    } catch (error) {
      logger.info({ error: messageOf(error) }, 'A form that was sent could not be closed in Teams');
    }
  }

  async function take(activity: TeamsActivity, sent: SentForm): Promise<Taken> {
    try {
      if (sent.action === COMMAND_FORM) return await commands.filledIn(activity, sent);
      const acceptance = await handIn(activity, sent);
      logger.debug({ action: sent.action, acceptance }, 'A form of Teams was handed in');
      return acceptance === 'refused' ? 'failed' : 'taken';
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'A form of Teams was not accepted; who sent it is told so');
      return 'failed';
    }
  }

  function handIn(activity: TeamsActivity, sent: SentForm): Promise<Acceptance> {
    const conversation = { ...activity.conversation, id: sent.at };
    const { channel } = placeOf(sent.at);
    const event: CustomerActionEvent = {
      kind: 'customer.action',
      ...envelopeOf({ ...activity, conversation }, territory, {
        id: eventId('f', channel, sent.once),
        post: sent.post ?? activity.replyToId ?? UNNAMED,
      }),
      author: authorOf(activity),
      action: sent.action,
      value: sent.value,
      fields: sent.fields,
    };
    return intake.accept(event);
  }

  return { open, submit, sendPosted };
}

/** Stands for a post whose id Teams did not tell. */
const UNNAMED = 'unnamed';

/** Says something in place of the dialog; Teams shows it as it is written. */
function says(markdown: string): Answer {
  const value = parseMarkdown(markdown).children.map(plainText).join('\n\n');
  return { status: 200, body: { task: { type: 'message', value } } };
}

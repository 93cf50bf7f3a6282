import type { Acceptance, Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { shapeOf } from '../../../src/platform/shape.ts';
import { asTyped, commandIn } from '../commands/command-in.ts';
import { type CommandsDeps, createCommands } from '../commands/commands.ts';
import type { OfferedFiles } from '../files/offered-files.ts';
import type { ReceivedFiles } from '../files/received-files.ts';
import { createForms, type FormsDeps } from '../forms/forms.ts';
import { readSentForm } from '../forms/sent-form.ts';
import { placeOf } from '../places.ts';
import { type Answer, problem } from '../receive/answer.ts';
import type { References } from '../records/references.ts';
import type { SentPosts } from '../records/sent-posts.ts';
import { LONGEST_LABEL } from '../render/shown-label.ts';
import type { TeamsActivity } from './activity.ts';
import { eventId } from './event-id.ts';
import { authorOf, envelopeOf, type Found, isPerson, type Nothing } from './found.ts';
import { readDeletion, readMessage, readUpdate } from './read-message.ts';
import { actionOf, readExecute, readFeedback } from './read-press.ts';

export interface InboundDeps extends CommandsDeps, Pick<FormsDeps, 'replace'> {
  intake: Intake;
  references: References;
  sent: SentPosts;
  received: ReceivedFiles;
  offered: OfferedFiles;
}

const OK: Answer = { status: 200 };
/** Shown to the person who pressed. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
const told = (value: string): Answer => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
});
const PRESSED = told('✓');

/** Hands in everything that concerns us. An activity is answered once it is stored; rejects where it could not be. */
export function createInbound(deps: InboundDeps): (activity: TeamsActivity) => Promise<Answer> {
  const { intake, territory, references, received, logger } = deps;
  const commands = createCommands(deps);
  const forms = createForms({ ...deps, commands });

  async function handIn(event: InboundEvent): Promise<Acceptance> {
    const acceptance = await intake.accept(event);
    logger.debug({ id: event.id, kind: event.kind, acceptance }, 'An event of Teams was handed in');
    return acceptance;
  }

  async function take(activity: TeamsActivity, found: Found | Nothing, done: Answer): Promise<Answer> {
    if (found.kind === 'nothing') {
      if (!found.malformed) logger.debug({ why: found.why }, 'An activity of Teams concerns nobody');
      else logger.warn({ why: found.why }, 'A malformed activity of Teams was refused');
      return found.malformed ? problem(400, found.why) : done;
    }
    if (found.event.kind === 'customer.command') {
      await commands.typed(found.event, activity);
      return done;
    }
    await received.note(found);
    await handIn(found.event);
    if (found.event.kind === 'customer.deleted') await received.forgetMessage(found.event.post);
    received.fetch(found.sources);
    return done;
  }

  /** A suggested action comes as a message with its title. */
  async function takeMessage(activity: TeamsActivity): Promise<Answer> {
    const { id, text, conversation } = activity;
    const title = text?.trim() ?? '';
    const isShort = title !== '' && title.length <= LONGEST_LABEL;
    if (!id || !isShort || !isPerson(activity) || conversation.conversationType !== 'personal') {
      return takeWords(activity);
    }
    const pressed = await deps.sent.takeSuggested(conversation.id, title, id);
    if (!pressed) return takeWords(activity);
    return take(activity, actionOf({ ...activity, replyToId: pressed.post }, pressed, territory), OK);
  }

  /** Words after a mention may be a command; a form in a post may be sent by a client that knows no Action.Execute. */
  async function takeWords(activity: TeamsActivity): Promise<Answer> {
    const sent = activity.text || !isPerson(activity) ? undefined : readSentForm(activity.value);
    if (sent) {
      await forms.sendPosted(activity, sent);
      return OK;
    }
    const found = readMessage(activity, territory);
    if (found.kind === 'event' && found.event.kind === 'customer.message') {
      const { event } = found;
      const mayBe = event.via === 'mention' && event.files.length === 0;
      if (mayBe && (await commands.isKnown(event, activity))) {
        const { post: _, text, files: __, via: ___, permalink: ____, ...rest } = event;
        const command = { ...rest, kind: 'customer.command' as const, channel: event.thread.channel };
        await commands.typed({ ...command, ...commandIn(asTyped(text)) }, activity);
        return OK;
      }
    }
    return take(activity, found, OK);
  }

  async function takeExecute(activity: TeamsActivity): Promise<Answer> {
    const sent = readSentForm(shapeOf(shapeOf(activity.value)['action'])['data']);
    if (!sent) return take(activity, readExecute(activity, territory), PRESSED);
    return told((await forms.sendPosted(activity, sent)) ?? '✓');
  }

  const invokes: Readonly<Record<string, (activity: TeamsActivity) => Promise<Answer>>> = {
    'adaptiveCard/action': takeExecute,
    'task/fetch': forms.open,
    'task/submit': forms.submit,
    'message/submitAction': takeFeedback,
    'fileConsent/invoke': takeConsent,
  };

  /** Teams' own feedback buttons, as the buttons whose place they take; what was written with it, as a message. */
  async function takeFeedback(activity: TeamsActivity): Promise<Answer> {
    const feedback = readFeedback(activity.value);
    const { id, replyToId } = activity;
    if (!feedback || !id || !replyToId) return problem(400, 'this is no feedback on a message');
    const done: Answer = { status: 200, body: {} };
    const buttons = await deps.sent.feedbackOf(placeOf(activity.conversation.id).channel, replyToId);
    if (!buttons) {
      logger.info({ post: replyToId }, 'Feedback in Teams on a post that is not known any more');
      return done;
    }
    const answer = await take(activity, actionOf(activity, buttons[feedback.reaction], territory), done);
    if (answer !== done || feedback.comment === '') return answer;
    const place = envelopeOf(activity, territory, {
      id: eventId('f', placeOf(activity.conversation.id).channel, id),
      post: id,
    });
    const said = { author: authorOf(activity), text: feedback.comment, files: [], via: 'thread' as const };
    await handIn({ kind: 'customer.message', ...place, ...said });
    return done;
  }

  async function takeConsent(activity: TeamsActivity): Promise<Answer> {
    const by = await deps.offered.answered(activity);
    if (by === 'malformed') return problem(400, 'this is no answer to an offer of a file');
    if (by && activity.replyToId) await deps.replace(activity, activity.replyToId, by);
    return OK;
  }

  async function takeInvoke(activity: TeamsActivity): Promise<Answer> {
    const invoke = Object.hasOwn(invokes, activity.name ?? '') ? invokes[activity.name ?? ''] : undefined;
    if (!invoke) {
      logger.warn({ name: activity.name?.slice(0, 100) }, 'An invoke of an unknown name was refused');
      return problem(400, 'an invoke of an unknown name');
    }
    if (!isPerson(activity)) return problem(400, 'not by a person');
    return invoke(activity);
  }

  return async (given) => {
    const now = deps.clock.now();
    await references.note(given, now.getTime());
    switch (given.type) {
      case 'message':
        return takeMessage({ ...given, timestamp: given.timestamp ?? now.toISOString() });
      case 'messageUpdate':
        return take(given, readUpdate(given, territory), OK);
      case 'messageDelete':
        return take(given, readDeletion(given, territory), OK);
      case 'invoke':
        return takeInvoke({ ...given, timestamp: given.timestamp ?? now.toISOString() });
      default:
        logger.debug({ type: given.type }, 'An activity of Teams concerns nobody');
        return OK;
    }
  };
}

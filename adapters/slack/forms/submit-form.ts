import { COMMAND_FORM } from '../../../src/channels/command.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { type Shape, shapeOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import { type AnswerDeps, answerCommand } from '../commands/answer-command.ts';
import { type CallDeps, callOf } from '../commands/command-call.ts';
import { complain } from './complain.ts';
import type { FormDeps } from './open-form.ts';
import { readSubmission, type Submission } from './read-submission.ts';
import { renderForm } from './render-form.ts';

/** Slack wants an answer within 3 s; without, it shows the person an error of its own. */
const STORE_WITHIN_MS = 2500;

const NOT_STORED = 'This could not be stored. Please send it again in a moment.';
const REFUSED = 'This cannot be taken as it is.';

type Deps = FormDeps & AnswerDeps & CallDeps;
type Ack = (answer?: object) => Promise<void>;

/** Takes in a form that was sent. The modal closes once it is stored; else it stays, and says so. */
export async function onSubmission(body: Shape, ack: Ack, deps: Deps): Promise<void> {
  const sent = readSubmission(body);
  if (!sent) return deps.logger.warn({}, 'A malformed form of Slack was refused');
  const view = shapeOf(body['view']);
  if (sent.origin.action === COMMAND_FORM) return submitCommand(sent, view, ack, deps);
  const problem = await within(deps.clock, STORE_WITHIN_MS, store(sent, deps), NOT_STORED);
  await ack(problem === undefined ? undefined : complain(view, problem));
}

/** Hands the form in; what there is to complain about, where it was not taken. */
async function store(sent: Submission, deps: Deps): Promise<string | undefined> {
  try {
    const acceptance = await deps.intake.accept(await eventOf(sent, deps));
    deps.logger.debug({ id: sent.id, acceptance }, 'A form of Slack was handed in');
    return acceptance === 'refused' ? REFUSED : undefined;
  } catch (error) {
    deps.logger.error({ id: sent.id, error: messageOf(error) }, 'A form of Slack could not be stored');
    return NOT_STORED;
  }
}

async function eventOf({ id, user, origin, fields }: Submission, deps: Deps): Promise<InboundEvent> {
  const thread = threadOf(origin, deps);
  return {
    kind: origin.desk ? 'desk.action' : 'customer.action',
    id,
    platform: thread.platform,
    workspace: thread.workspace,
    at: deps.clock.now().toISOString(),
    thread,
    post: { ...thread, id: origin.post ?? '' },
    author: await deps.directory.person(user),
    action: origin.action,
    value: origin.value,
    fields,
  };
}

/** The value of a command's form is the command's words. */
async function submitCommand(sent: Submission, view: Shape, ack: Ack, deps: Deps): Promise<void> {
  const { id, user, origin, fields } = sent;
  const thread = threadOf(origin, deps);
  const { typedIn = origin.channel, responseUrl, action: _, value: words, ...place } = origin;
  const url = responseUrl === undefined ? {} : { responseUrl };
  const whispered = origin.typedIn === undefined ? thread : { ...thread, channel: typedIn };
  const inThread = origin.post !== undefined && origin.thread !== null && origin.thread !== origin.post;
  await answerCommand(
    {
      call: callOf({ id, user, typedIn, words, fields, thread }, deps),
      listener: {
        ...{ user, thread: whispered, ...url },
        ...(inThread && origin.thread !== null ? { replyIn: origin.thread } : {}),
      },
      // Slack shows nothing else than views in answer to a view.
      acknowledge: async () => {
        await ack();
        return false;
      },
      show: (form) =>
        ack({ response_action: 'update', view: renderForm(form, { ...place, typedIn, ...url }) }),
      complain: (text) => ack(complain(view, text)),
    },
    deps,
  );
}

function threadOf({ channel, thread }: { channel: string; thread: string | null }, deps: Deps): ThreadRef {
  return { platform: 'slack', workspace: deps.identity.team, channel, thread };
}

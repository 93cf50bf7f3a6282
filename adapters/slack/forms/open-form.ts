import type { Intake } from '../../../src/channels/adapter.ts';
import type { Form, FormAnswer } from '../../../src/channels/form.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { within } from '../../../src/platform/within.ts';
import type { Happening } from '../inbound/happening.ts';
import { type Listener, notice, type TellDeps, tell } from '../inbound/tell.ts';
import type { SlackApi } from '../web-api/slack-api.ts';
import type { Directory } from '../workspace/directory.ts';
import type { Identity } from '../workspace/identity.ts';
import type { Origin } from './origin.ts';
import { renderForm } from './render-form.ts';

/**
 * A trigger opens a modal for 3 s, and opening it takes some of them.
 * https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
 */
const FORM_WITHIN_MS = 2000;

export interface FormDeps extends TellDeps {
  api: SlackApi;
  intake: Intake;
  identity: Identity;
  directory: Directory;
  clock: Clock;
}

/** A button was pressed that opens a form. */
export interface FormPress {
  press: Extract<Happening, { kind: 'action' }>;
  /** The action of the form. */
  action: string;
  triggerId: string;
  responseUrl: string;
}

/** Opens the form that a button asks for, or says why there is none; never rejects. */
export async function openForm(pressed: FormPress, deps: FormDeps): Promise<void> {
  const { press, triggerId, responseUrl } = pressed;
  const { channel, thread, ts, desk, user } = press;
  const threadRef: ThreadRef = { platform: 'slack', workspace: deps.identity.team, channel, thread };
  const url = responseUrl === '' ? {} : { responseUrl };
  const inThread = thread !== null && thread !== ts;
  const listener: Listener = { user, thread: threadRef, ...url, ...(inThread ? { replyIn: thread } : {}) };
  try {
    const answer = await within(deps.clock, FORM_WITHIN_MS, askFor(pressed, threadRef, deps), undefined);
    if (!answer)
      return await tell(listener, notice('That took too long. Please press the button again.'), deps);
    if (answer.kind === 'refused') return await tell(listener, notice(answer.text), deps);
    const origin = { desk, channel, thread, post: ts, ...url };
    await showForm(answer.form, triggerId, origin, deps.api);
  } catch (error) {
    deps.logger.warn(
      { action: pressed.action, error: messageOf(error) },
      'A form could not be opened on Slack',
    );
    const text = 'That did not work. Please press the button again in a moment.';
    await tell(listener, notice(text), deps);
  }
}

/** Shows a form as a modal. Throws where Slack does not take it. */
export async function showForm(
  form: Form,
  triggerId: string,
  origin: Omit<Origin, 'action' | 'value'>,
  api: SlackApi,
): Promise<void> {
  await api.call('views.open', { trigger_id: triggerId, view: renderForm(form, origin) });
}

async function askFor(
  { press, action }: FormPress,
  thread: ThreadRef,
  { intake, directory }: FormDeps,
): Promise<FormAnswer> {
  const author = await directory.person(press.user);
  const { platform, workspace } = thread;
  const side = press.desk ? 'desk' : 'customer';
  return intake.form({ platform, workspace, thread, author, side, action, value: press.value });
}

import { type Shape, textOf } from '../../../src/platform/shape.ts';
import { type FormDeps, showForm } from '../forms/open-form.ts';
import { messagesOf, notice } from '../inbound/tell.ts';
import { type AnswerDeps, answerCommand } from './answer-command.ts';
import { type CallDeps, callOf } from './command-call.ts';

type Deps = AnswerDeps & FormDeps & CallDeps;

/**
 * Answers a slash command. https://docs.slack.dev/interactivity/implementing-slash-commands
 * `ack` answers Slack at once; what it is given is shown.
 */
export async function onSlashCommand(
  body: Shape,
  ack: (answer?: object) => Promise<void>,
  deps: Deps,
): Promise<void> {
  const [user, typedIn] = [textOf(body['user_id']), textOf(body['channel_id'])];
  const [triggerId, responseUrl] = [textOf(body['trigger_id']), textOf(body['response_url'])];
  if (user === '' || typedIn === '' || triggerId === '')
    return deps.logger.warn({}, 'A malformed command of Slack was refused');
  const words = textOf(body['text']);
  const call = callOf({ id: `c:${triggerId}`, user, typedIn, words }, deps);
  const thread = { platform: 'slack', workspace: deps.identity.team, channel: typedIn, thread: null };
  const url = responseUrl === '' ? {} : { responseUrl };
  await answerCommand(
    {
      call,
      listener: { user, thread, ...url },
      async acknowledge(answer) {
        const [only, ...more] = answer ? messagesOf(answer.content, answer.here) : [];
        // Several messages keep their order only where each waits for the one before.
        const whole = only !== undefined && more.length === 0;
        await ack(whole ? only : undefined);
        return whole;
      },
      async show(form) {
        await ack();
        const { channel } = (await call).thread;
        const desk = typedIn === deps.territory.desk;
        await showForm(form, triggerId, { desk, channel, thread: null, typedIn, ...url }, deps.api);
      },
      complain: async (text) => ack(messagesOf(notice(text), false)[0]),
    },
    deps,
  );
}

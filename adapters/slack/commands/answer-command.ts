import type { Intake } from '../../../src/channels/adapter.ts';
import type { CommandAnswer, CommandCall } from '../../../src/channels/command.ts';
import type { Form } from '../../../src/channels/form.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import { within } from '../../../src/platform/within.ts';
import { type Listener, notice, type TellDeps, tell } from '../inbound/tell.ts';

/** Slack wants an acknowledgement within 3 s; and a trigger opens a modal for as long. */
const ACKNOWLEDGE_WITHIN_MS = 2500;
/** Whoever waits longer than this for an answer is told that it did not work. */
const ANSWER_WITHIN_MS = 60_000;

const FAILED = 'That did not work. Please try again in a moment.';
const TOO_LATE = 'That took too long. Please try again.';

/** A command, and the ways in which it can be answered where it came from. */
export interface AskedCommand {
  /** Rejects where it cannot be made out. */
  call: Promise<CommandCall>;
  listener: Listener;
  /** Acknowledges, and shows the answer at once where it can be part of that; whether it was. */
  acknowledge(answer?: Extract<CommandAnswer, { kind: 'answer' }>): Promise<boolean>;
  /** Acknowledges, and shows a form. */
  show(form: Form): Promise<void>;
  /** Acknowledges, and says what is wrong. */
  complain(text: string): Promise<void>;
}

export interface AnswerDeps extends TellDeps {
  intake: Intake;
  clock: Clock;
}

type Outcome = CommandAnswer | { kind: 'failed'; text: string };

/** Has a command answered: at once where the answer is there in time, else by what follows. Never rejects. */
export async function answerCommand(asked: AskedCommand, deps: AnswerDeps): Promise<void> {
  const { clock, logger } = deps;
  const answering = outcomeOf(asked, deps);
  const prompt = await within<Outcome | undefined>(clock, ACKNOWLEDGE_WITHIN_MS, answering, undefined);
  try {
    if (prompt) return await answerNow(prompt, asked, deps);
    await asked.acknowledge();
    const tooLate: Outcome = { kind: 'failed', text: TOO_LATE };
    await answerLate(await within(clock, ANSWER_WITHIN_MS, answering, tooLate), asked, deps);
  } catch (error) {
    logger.warn({ error: messageOf(error) }, 'The answer to a command could not be shown on Slack');
    await asked.acknowledge();
    await tell(asked.listener, notice(FAILED), deps);
  }
}

async function outcomeOf({ call }: AskedCommand, { intake, logger }: AnswerDeps): Promise<Outcome> {
  try {
    return await intake.command(await call);
  } catch (error) {
    logger.error({ error: messageOf(error) }, 'A command from Slack could not be answered');
    return { kind: 'failed', text: FAILED };
  }
}

async function answerNow(outcome: Outcome, asked: AskedCommand, deps: AnswerDeps): Promise<void> {
  if (outcome.kind === 'failed') return asked.complain(outcome.text);
  if (outcome.kind === 'form') return asked.show(outcome.form);
  if (outcome.kind === 'taken') return void (await asked.acknowledge());
  if (!(await asked.acknowledge(outcome))) await tell(asked.listener, outcome.content, deps, outcome.here);
}

async function answerLate(outcome: Outcome, { listener }: AskedCommand, deps: AnswerDeps): Promise<void> {
  if (outcome.kind === 'taken') return;
  if (outcome.kind === 'answer') return tell(listener, outcome.content, deps, outcome.here);
  await tell(listener, notice(outcome.kind === 'failed' ? outcome.text : TOO_LATE), deps);
}

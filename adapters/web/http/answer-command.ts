import type { CommandAnswer, CommandCall, Standing } from '../../../src/channels/command.ts';
import type { Content } from '../../../src/channels/content.ts';
import type { Person, ThreadRef } from '../../../src/channels/refs.ts';
import { within } from '../../../src/platform/within.ts';
import { idFrom } from '../places.ts';
import type { Writer } from '../records/posts.ts';
import { asText } from '../text/card-text.ts';
import { type FormView, formView } from '../text/form-view.ts';
import { postView } from '../text/post-view.ts';
import type { Workspace } from '../workspace.ts';
import { HttpProblem } from './fail.ts';

/** A browser gives up sooner or later; whoever waits longer than this is told that it did not work. */
const PATIENCE_MS = 60_000;

const BATON: Writer = { kind: 'baton', id: '', name: '' };

interface Asked {
  /** Of the request: the same id is the same command. */
  id: string;
  author: Person;
  thread: ThreadRef;
  words: string;
  standing: Standing;
  fields?: Record<string, string>;
}

/** What the page shows after a command. */
export interface Answered {
  answer?: ReturnType<typeof postView>;
  form?: FormView;
  /** It was shown to everybody in the place. */
  posted?: true;
}

/**
 * Has a command answered. `keep`: the answer stays in the thread, for its author's eyes; else the page alone has it.
 * Throws where nothing could be read or stored.
 */
export async function answerCommand(
  workspace: Workspace,
  asked: Asked,
  { keep }: { keep: boolean },
): Promise<Answered> {
  const call = callOf(asked, workspace);
  const answer = await answerTo(call, workspace);
  if (answer.kind === 'taken') return {};
  if (answer.kind === 'form') return { form: formView(answer.form) };
  const { content, here } = answer;
  const { posts, noteMark, clock } = workspace;
  const { thread } = call;
  const id = idFrom('answer', call.id);
  if (here || keep) {
    const only = here ? {} : { only: asked.author.id };
    await posts.add({ id, thread, writer: BATON, content: asText(content), ...only });
    return here ? { posted: true } : {};
  }
  const order = clock.now().getTime();
  const shown = { id, order, thread, writer: BATON, content: withoutButtons(content), revision: 1 };
  return { answer: postView({ ...shown, told: true }, noteMark()) };
}

function callOf({ id, author, thread, words, standing, fields }: Asked, { clock }: Workspace): CommandCall {
  const typed = words.trim();
  const [command = ''] = typed.split(/\s+/, 1);
  return {
    kind: 'customer.command',
    id: `command.${idFrom(author.id, id, JSON.stringify(fields ?? {}))}`,
    platform: thread.platform,
    workspace: thread.workspace,
    at: clock.now().toISOString(),
    thread,
    channel: thread.channel,
    author,
    command: command.toLowerCase() || 'help',
    args: typed.slice(command.length).trim(),
    standing,
    ...(fields ? { fields } : {}),
  };
}

async function answerTo(call: CommandCall, { intake, clock, logger }: Workspace): Promise<CommandAnswer> {
  if (!intake) throw new HttpProblem(503, 'Baton is stopping; try again in a moment');
  let answer: CommandAnswer | undefined;
  try {
    answer = await within(clock, PATIENCE_MS, intake.command(call), undefined);
  } catch (error) {
    logger.error({ error, command: call.command }, 'a command from the web workspace could not be answered');
    throw new HttpProblem(503, 'That did not work; try again in a moment');
  }
  if (!answer) throw new HttpProblem(504, 'That took too long; try again');
  return answer;
}

/** What is kept nowhere has no post that a press could name. */
function withoutButtons(content: Content): Content {
  if (content.kind === 'card') return { kind: 'card', card: { ...content.card, buttons: [] } };
  const { buttons: _, ...rest } = content;
  return rest;
}

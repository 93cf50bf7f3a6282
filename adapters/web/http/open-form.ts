import { type FormAnswer, type FormAsk, formAction } from '../../../src/channels/form.ts';
import { within } from '../../../src/platform/within.ts';
import { type FormView, formView } from '../text/form-view.ts';
import { type TreeNode, toTree } from '../text/to-tree.ts';
import type { Workspace } from '../workspace.ts';
import { HttpProblem } from './fail.ts';

/** Whoever waits longer presses again anyway. */
const PATIENCE_MS = 10_000;

/** What the page shows after a press that asked for a form. */
type Opened = { form: FormView } | { refused: TreeNode[] };

/** The form that a button opens; undefined for a button that opens none. Throws where it cannot be told. */
export async function openForm(
  { intake, clock, logger }: Workspace,
  ask: Omit<FormAsk, 'action' | 'platform' | 'workspace'> & { button: string },
): Promise<Opened | undefined> {
  const { button, ...rest } = ask;
  const action = formAction(button);
  if (action === undefined) return undefined;
  if (!intake) throw new HttpProblem(503, 'Baton is stopping; try again in a moment');
  const { platform, workspace } = ask.thread;
  let answer: FormAnswer | undefined;
  try {
    const asked = intake.form({ ...rest, platform, workspace, action });
    answer = await within(clock, PATIENCE_MS, asked, undefined);
  } catch (error) {
    logger.error({ error, action }, 'a form of the web workspace could not be opened');
    throw new HttpProblem(503, 'That did not work; press the button again in a moment');
  }
  if (!answer) throw new HttpProblem(504, 'That took too long; press the button again');
  return answer.kind === 'form' ? { form: formView(answer.form) } : { refused: toTree(answer.text) };
}

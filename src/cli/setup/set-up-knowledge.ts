import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { overrideName } from '../../platform/config/variables.ts';
import { BatonError, messageOf } from '../../platform/errors.ts';
import { packagePath } from '../../platform/package-path.ts';
import { confidenceOf } from '../../responder/extractive.ts';
import { customersArticles, indexOf, readArticles } from '../knowledge.ts';
import type { Setup } from './setup.ts';

const PATH = overrideName('knowledge.path');
const SAMPLE_QUESTION = 'How do I cancel a booking?';

/** Chooses the articles that answers rest on, reads them, and tries a question on them. Gives the question. */
export async function chooseKnowledge(setup: Setup): Promise<{ question: string }> {
  const { asker, draft } = setup;
  asker.step('The knowledge base');
  const now = draft.config().knowledge.path;
  for (;;) {
    const path = await askPath(setup, now);
    const questionFor = await read(setup, path);
    if (questionFor === undefined) continue;
    if (resolve(draft.folder, path) !== now || draft.value(PATH) !== undefined) draft.save({ [PATH]: path });
    return { question: await questionFor() };
  }
}

async function askPath({ asker, draft: { folder } }: Setup, now: string): Promise<string> {
  const sample = packagePath('config/knowledge');
  return asker.text({
    name: 'knowledge',
    message:
      now === sample || !existsSync(now)
        ? 'The folder with your articles (Markdown, HTML or JSONL); Enter keeps the sample handbook'
        : 'The folder with your articles (Markdown, HTML or JSONL)',
    initial: shortest(folder, existsSync(now) ? now : sample),
    check: (answer) => (existsSync(resolve(folder, answer)) ? undefined : 'There is no such folder or file.'),
  });
}

function shortest(folder: string, path: string): string {
  const short = relative(folder, path);
  return short.startsWith('..') || short === '' ? path : short;
}

/** Reads and counts the articles; gives how to ask for a question, or undefined where there is nothing to ask about. */
async function read(setup: Setup, path: string): Promise<(() => Promise<string>) | undefined> {
  const { asker, draft, store } = setup;
  const config = draft.config({ [PATH]: path });
  try {
    const { articles, problems } = await readArticles(config, store);
    const shown = customersArticles(config, articles);
    for (const problem of problems) asker.say(problem, 'wrong');
    if (shown.length === 0) {
      const mend = '→ Put Markdown, HTML or JSONL files there, or name another folder.';
      asker.say(`No article for customers was found in ${path}.\n${mend}`, 'wrong');
      return undefined;
    }
    const hidden = articles.length - shown.length;
    const left = problems.length > 0 ? '; what is broken is left out until it is mended' : '';
    asker.say(
      `${shown.length} articles${hidden > 0 ? `, and ${hidden} that are not for customers` : ''}${left}`,
      'good',
    );
    const index = indexOf(shown);
    const sure = (question: string) => confidenceOf(index.search(question, 5));
    const likely = [SAMPLE_QUESTION, ...shown.map(({ title }) => title)];
    const usual = likely.find((question) => sure(question) >= config.assistant.answer_threshold) ?? likely[0];
    return async () => {
      const question = await asker.text({
        name: 'question',
        message: 'A question that customers ask, to try it with',
        initial: usual ?? SAMPLE_QUESTION,
      });
      const [best] = index.search(question, 1);
      const answers = sure(question) >= config.assistant.answer_threshold;
      const found = best ? `the best article is “${best.passage.title}”` : 'no article was found';
      asker.say(
        answers ? `It can be answered: ${found}.` : `It would not be answered from the articles: ${found}.`,
        answers ? 'good' : 'info',
      );
      return question;
    };
  } catch (error) {
    asker.say(error instanceof BatonError ? error.explain() : messageOf(error), 'wrong');
    return undefined;
  }
}

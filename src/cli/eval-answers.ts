import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { answersReport } from '../insights/answers-report.ts';
import { answerFigures, type Given, type JudgedAnswer, judgeAnswer } from '../insights/eval-answers.ts';
import { loadArticles } from '../knowledge/load-articles.ts';
import { searcherOf } from '../knowledge/searcher.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import { NO_ACTIONS } from '../responder/model/action-tools.ts';
import type { Reply, Responder } from '../responder/responder.ts';
import { customersArticles, indexOf, readArticles } from './knowledge.ts';
import { configInForce } from './open-settings.ts';
import { print } from './print.ts';
import { readLines } from './read-lines.ts';
import { openResponder } from './responder.ts';
import { openRuntime, readConfig } from './runtime.ts';
import { tableOf } from './table.ts';

const row = z.strictObject({
  question: z.string().min(1),
  must_cite: z.array(z.string()).optional(),
  must_abstain: z.boolean().optional(),
  must_say: z.array(z.string()).optional(),
});
const WANTED =
  '{"question": "…", "must_cite"?: ["article id", …], "must_abstain"?: true, "must_say"?: ["…"]}';

interface Options {
  kb?: string;
  report?: string;
  json?: boolean;
}

/** Asks the assistant every question of a file, as it is configured, and compares its answers; exits with 1 where one is wrong. */
export async function evalAnswers(
  configFile: string | undefined,
  file: string,
  options: Options,
): Promise<void> {
  const runtime = await openRuntime(readConfig(configFile), { beside: true });
  try {
    const config = await configInForce(configFile, runtime);
    const { articles, problems } = await (options.kb
      ? loadArticles(options.kb)
      : readArticles(config, runtime.store));
    for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
    const responder = openResponder(config, searcherOf(indexOf(customersArticles(config, articles))), {
      ...runtime,
      actions: NO_ACTIONS,
    });
    const judged: JudgedAnswer[] = [];
    for await (const { line, row: wanted } of readLines(file, row, WANTED)) {
      judged.push(judgeAnswer(line, wanted, await ask(responder, wanted.question, line)));
    }
    const figures = answerFigures(judged);
    if (options.report) await write(options.report, answersReport(judged, figures));
    const wrong = judged.filter(({ faults }) => faults.length > 0);
    print(
      options.json,
      { ...figures, wrong: wrong.map(({ given, ...one }) => ({ ...one, given: given.kind })) },
      () =>
        [
          tableOf([Object.keys(figures), Object.values(figures)]),
          ...wrong.map(({ line, question, faults }) => `line ${line}  ${question}\n  → ${faults.join('; ')}`),
        ].join('\n'),
    );
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await runtime.close();
  }
}

async function ask(responder: Responder, question: string, line: number): Promise<Given> {
  const turns = [{ role: 'customer' as const, text: question, seq: 1 }];
  const customer = { id: 'eval', name: 'eval' };
  const request = { conversationId: `eval-${line}`, turns, summary: '', language: null, mayAsk: true };
  const reply = await responder.respond(
    { ...request, customer, speaker: customer.id },
    new AbortController().signal,
  );
  return givenOf(reply);
}

function givenOf(reply: Reply): Given {
  if (reply.kind === 'clarify') return { kind: 'clarify', text: reply.text, articles: [], confidence: 0 };
  if (reply.kind === 'abstain')
    return { kind: 'abstain', text: '', articles: [], confidence: reply.confidence };
  const { text, passages, confidence } = reply;
  const articles = [...new Set(passages.map((id) => id.slice(0, id.lastIndexOf('#'))))];
  return { kind: 'answer', text, articles, confidence };
}

async function write(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page);
  } catch (error) {
    throw new BatonError('command.invalid', `The report cannot be written to ${path}: ${messageOf(error)}`, {
      mend: 'Name a file in a folder that exists.',
    });
  }
}

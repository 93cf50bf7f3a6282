import { z } from 'zod';
import { findRequest } from '../escalation/explicit-request/find-request.ts';
import { SENTIMENTS } from '../escalation/sentiment/sentiment.ts';
import { evaluateSentiment } from '../insights/eval-sentiment.ts';
import { evaluateTriggers } from '../insights/eval-triggers.ts';
import { print } from './print.ts';
import { readLines } from './read-lines.ts';
import { openSentiment } from './reader.ts';
import { tableOf } from './table.ts';

interface Output {
  json?: boolean;
}

const triggerRow = z.object({ text: z.string(), expected: z.boolean() });
const sentimentRow = z.object({ text: z.string(), expected: z.enum(SENTIMENTS) });

/** Measures how well explicit requests for a human are recognised. */
export async function evalTriggers(file: string, { json }: Output): Promise<void> {
  async function* rows() {
    for await (const { line, row } of readLines(
      file,
      triggerRow,
      '{"text": "…", "expected": true or false}',
    )) {
      yield { line, ...row };
    }
  }
  const { missed, ...result } = await evaluateTriggers(
    rows(),
    (text) => findRequest(text)?.strength === 'clear',
  );
  print(json, result, () =>
    [
      tableOf([
        ['rows', 'precision', 'recall', 'F1', 'misses'],
        [result.rows, result.precision, result.recall, result.f1, missed],
      ]),
      ...result.misses.map(
        ({ line, text, expected }) =>
          `line ${line}  ${expected ? 'missed     ' : 'false alarm'}  ${oneLine(text)}`,
      ),
      ...(missed > result.misses.length ? [`… and ${missed - result.misses.length} more`] : []),
    ].join('\n'),
  );
}

/** Measures how well the sentiment of messages is told. */
export async function evalSentiment(file: string, { json }: Output): Promise<void> {
  const sounds = openSentiment();
  async function* rows() {
    for await (const { row } of readLines(file, sentimentRow, '{"text": "…", "expected": "negative", …}'))
      yield row;
  }
  const result = await evaluateSentiment(rows(), ({ text }) => sounds(text).label);
  print(json, result, () =>
    [
      `${result.rows} rows, accuracy ${result.accuracy}, macro-F1 ${result.macro_f1}`,
      '',
      tableOf([
        ['class', 'precision', 'recall', 'F1'],
        ...SENTIMENTS.map((label) => {
          const { precision, recall, f1 } = result.classes[label];
          return [label, precision, recall, f1];
        }),
      ]),
    ].join('\n'),
  );
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

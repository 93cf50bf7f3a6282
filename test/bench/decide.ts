import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyOf } from '../../src/cli/policy-of.ts';
import { decide } from '../../src/escalation/decide.ts';
import { newTally, type Tally, withAnswer, withMessage } from '../../src/escalation/tally.ts';
import { parseConfig } from '../../src/platform/config/parse-config.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { quantile } from './statistics.ts';

const MB = 1_048_576;
const MESSAGES = 1_000;
const NOW = '2026-01-05T10:00:00.000Z';

export const about = [
  'CPU of the process for reading one message and deciding on it, at the end of a conversation of 1,000 messages.',
  'The messages are sentences in 15 languages, asking for a human and not. Loading is that of models and patterns.',
];

/** What it costs to decide whether a human is needed. */
export async function run({ quick }: { quick: boolean }): Promise<Record<string, number>> {
  const policy = policyOf(parseConfig('', {}));
  globalThis.gc?.();
  const [before, began] = [process.memoryUsage().heapUsed, process.hrtime.bigint()];
  const { openReader } = await import('../../src/cli/reader.ts');
  const read = openReader(policy);
  read('I want to talk to a human', newTally(null));
  const loadMs = Number(process.hrtime.bigint() - began) / 1e6;
  globalThis.gc?.();
  const loadMb = (process.memoryUsage().heapUsed - before) / MB;

  const texts = sentences();
  let tally: Tally = newTally(NOW);
  const one = (at: number) => {
    const text = texts[(at * 101) % texts.length] ?? '';
    const reading = read(text, tally);
    tally = withMessage(tally, reading, NOW);
    const nothing = {
      area: 'billing',
      account: null,
      approval: null,
      unanswered: false,
      endedAt: null,
      extra: [],
    };
    decide({ occasion: 'message', reading, tally, now: NOW, ...nothing }, policy);
    tally = withAnswer(tally, { text: `About: ${text}`, confidence: 0.7, grounded: true }, policy.sureAt);
  };
  for (let at = 0; at < MESSAGES; at += 1) one(at);
  const costs = Array.from({ length: quick ? 2_000 : 20_000 }, (_, at) => {
    const start = process.cpuUsage();
    one(at);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  });
  return {
    'load.ms': loadMs,
    'load.heap_mb': loadMb,
    'cpu_ms.p50': quantile(costs, 0.5),
    'cpu_ms.p99': quantile(costs, 0.99),
    'cpu_ms.worst': quantile(costs, 1),
  };
}

function sentences(): string[] {
  const folder = packagePath('test/escalation/explicit-request/sentences');
  return readdirSync(folder).flatMap((file) => {
    const { requests, lookalikes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<
      'requests' | 'lookalikes',
      string[]
    >;
    return [...requests, ...lookalikes];
  });
}

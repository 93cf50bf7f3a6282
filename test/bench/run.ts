import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { printFigures } from './print-figures.ts';

/** What a file of benchmarks exports. */
interface Bench {
  /** How it measures, and what its figures do not tell; one sentence each. */
  about?: readonly string[];
  /** Figures by name; `group.row.column` are printed as tables. `quick` measures less, to end within half a minute. */
  run(options: { quick: boolean }): Promise<Record<string, number>>;
}

/** Every benchmark by its name. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  'embedded-mongo': () => import('./embedded-mongo.ts'),
  retrieval: () => import('./retrieval.ts'),
  road: () => import('./road.ts'),
  decide: () => import('./decide.ts'),
  desk: () => import('./desk.ts'),
  report: () => import('./report.ts'),
};

const USAGE = `Usage: npm run bench -- [NAME …] [--quick] [--json]
Names: ${Object.keys(BENCHES).join(', ')}; without a name, all of them.`;

function readArguments() {
  const options = {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw new Error(`There is no benchmark named ${unknown}.\n${USAGE}`);
  const { quick = false, json = false, help = false } = values;
  return { quick, json, help, names: positionals.length > 0 ? positionals : Object.keys(BENCHES) };
}

async function main(): Promise<void> {
  const { quick, json, help, names } = readArguments();
  if (help) return void process.stdout.write(`${USAGE}\n`);
  const say = (line: string) => void (json || process.stdout.write(`${line}\n`));
  say(`Node ${process.version} on ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`);
  const all: Record<string, Record<string, number>> = {};
  for (const name of names) {
    const bench = await BENCHES[name]?.();
    if (!bench) continue;
    say(`\n${name}`);
    for (const line of bench.about ?? []) say(`- ${line}`);
    const figures = await bench.run({ quick });
    all[name] = figures;
    say(`\n${printFigures(figures)}`);
  }
  if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

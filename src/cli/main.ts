import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { BatonError } from '../platform/errors.ts';
import { packagePath } from '../platform/package-path.ts';
import type { SetupOptions } from './setup/run-setup.ts';

// Whoever reads what is printed may stop reading, as `head` does; what was begun still comes to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// Each command loads what it needs when it runs: help and mistakes are answered at once.
const program = new Command('baton')
  .description(
    'A support bot with human takeover: answers from your knowledge base, and brings a human when needed.',
  )
  .version(version(), '-v, --version')
  .option('--config <file>', 'settings file, instead of config/baton.yaml')
  .showHelpAfterError('(see --help)');

const configOf = (): string | undefined => program.opts<{ config?: string }>().config;

program
  .command('start')
  .description('run every adapter that has credentials; with none, the web workspace')
  .action(async () => (await import('./start.ts')).runStart(configOf()));

program
  .command('doctor')
  .description('check config, database, knowledge, platforms and desk, and say how to mend what is wrong')
  .option('--json', 'print JSON alone')
  .action(async (options: { json?: boolean }) =>
    (await import('./doctor.ts')).runDoctor(configOf(), options),
  );

program
  .command('setup')
  .description('ask for what is missing, try it at once, and write it into .env')
  .option('--yes', 'ask nothing: answers come from the environment, .env and these options')
  .option('--desk <channel>', 'the channel of the desk by its id, or web')
  .option('--desk-name <name>', 'make a private channel of this name for the desk')
  .option('--member <id>', 'who is to be in the channel that is made: a person, on Discord also a role')
  .option('--support <ids>', 'the support channels by their ids, with commas between')
  .option('--knowledge <path>', 'the folder or file with your articles')
  .option('--question <text>', 'what the test conversation asks')
  .option('--no-test', 'send no test conversation through')
  .action(async (options: SetupOptions) =>
    (await import('./setup/run-setup.ts')).runSetup(configOf(), options),
  );

const kb = program.command('kb').description('the knowledge base');

kb.command('import')
  .argument('<path>', 'a folder or file of Markdown, HTML or JSONL {id,title,text,url?}')
  .description('add articles, or replace those with the same id')
  .option('--json', 'print JSON alone')
  .action(async (path: string, options: { json?: boolean }) =>
    (await import('./kb.ts')).kbImport(configOf(), path, options),
  );

kb.command('search')
  .argument('<query...>', 'what a customer would ask')
  .description('show what the knowledge base finds, and whether the assistant would answer')
  .option('--limit <number>', 'how many passages to show', '5')
  .option('--json', 'print JSON alone')
  .action(async (words: string[], options: { json?: boolean; limit: string }) =>
    (await import('./kb.ts')).kbSearch(configOf(), words.join(' '), options),
  );

kb.command('stats')
  .description('count what the knowledge base holds')
  .option('--json', 'print JSON alone')
  .action(async (options: { json?: boolean }) => (await import('./kb.ts')).kbStats(configOf(), options));

program
  .command('admin')
  .argument('[words...]', 'a command as it is given in chat, such as: config set handoff.reminder_after 15m')
  .description('run a command of admins; `baton admin help` shows them')
  .option('--json', 'print JSON alone')
  .allowUnknownOption()
  .action(async (words: string[], options: { json?: boolean }) =>
    (await import('./admin.ts')).runAdmin(configOf(), words, options),
  );

const evaluate = program.command('eval').description('measure on rows of your own, before you go live');

evaluate
  .command('triggers')
  .argument('<file>', 'JSONL {"text", "expected": true or false}: is it an explicit request for a human?')
  .description('how well explicit requests for a human are recognised')
  .option('--json', 'print JSON alone')
  .action(async (file: string, options: { json?: boolean }) =>
    (await import('./eval.ts')).evalTriggers(file, options),
  );

evaluate
  .command('sentiment')
  .argument('<file>', 'JSONL {"text", "expected": "negative", "neutral" or "positive"}')
  .description('how well the sentiment of messages is told')
  .option('--json', 'print JSON alone')
  .action(async (file: string, options: { json?: boolean }) =>
    (await import('./eval.ts')).evalSentiment(file, options),
  );

evaluate
  .command('retrieval')
  .requiredOption('--kb <path>', 'a folder or file with articles')
  .requiredOption(
    '--queries <file>',
    'JSONL {"query", "relevant": ["id", …]}; none relevant where nothing answers it',
  )
  .description('how often search finds the right article, and abstains where there is none')
  .option('--json', 'print JSON alone')
  .action(async (options: { kb: string; queries: string; json?: boolean }) =>
    (await import('./eval-retrieval.ts')).evalRetrieval(configOf(), options),
  );

evaluate
  .command('answers')
  .argument('<file>', 'JSONL {"question", "must_cite"?, "must_abstain"?, "must_say"?}')
  .description('ask the assistant as it is configured, and compare its answers: a regression set')
  .option('--kb <path>', 'a folder or file of articles, instead of those in use')
  .option('--report <file>', 'write a page with every question and answer, to look at')
  .option('--json', 'print JSON alone')
  .action(async (file: string, options: { kb?: string; report?: string; json?: boolean }) =>
    (await import('./eval-answers.ts')).evalAnswers(configOf(), file, options),
  );

program
  .command('replay')
  .argument('<file>', 'JSONL {"id", "turns": [{"role", "text", "at"?}], "handoff"?: [turn index]}')
  .description('at which turns of past conversations a human would be offered or brought in, and why')
  .option('--policy <file>', 'a settings file whose policy is compared with the one in force')
  .option('--json', 'print JSON alone')
  .action(async (file: string, options: { json?: boolean; policy?: string }) =>
    (await import('./replay.ts')).runReplay(configOf(), file, options),
  );

program
  .command('report')
  .description('the measures: what was escalated, contained, and how people rated it')
  .option('--since <time>', 'how far back, such as 12h, 7d or 90d', '7d')
  .option('--by <what>', 'day, channel or category', 'day')
  .option('--json', 'print JSON alone')
  .action(async (options: { since: string; by: string; json?: boolean }) =>
    (await import('./report.ts')).runReport(configOf(), options),
  );

try {
  await program.parseAsync();
} catch (error) {
  const words = error instanceof BatonError ? error.explain() : (error as Error).stack;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

function version(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}

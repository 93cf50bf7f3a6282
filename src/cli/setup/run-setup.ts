import { startEmbeddedMongo } from '../../embedded-mongo/start.ts';
import { overrideName } from '../../platform/config/variables.ts';
import { BatonError } from '../../platform/errors.ts';
import { createLogger } from '../../platform/logger.ts';
import { openStore } from '../../store/store.ts';
import { type Asker, SetupStopped } from './asker.ts';
import { type Draft, openDraft } from './draft.ts';
import { createGivenAnswers } from './given-answers.ts';
import { setUp } from './setup.ts';
import { createTerminalAsker } from './terminal-asker.ts';

/** What can be given with the command. */
export interface SetupOptions {
  yes?: boolean;
  desk?: string;
  deskName?: string;
  member?: string;
  support?: string;
  knowledge?: string;
  question?: string;
  /** False with `--no-test`. */
  test?: boolean;
}

/** As shells tell that something was ended by Ctrl+C. */
const ENDED_BY_CTRL_C = 130;

/** `baton setup`: asks at the terminal, or with `--yes` answers from the environment and the flags. */
export async function runSetup(settings: string | undefined, options: SetupOptions): Promise<void> {
  const asker = askerFor(options);
  const draft = openDraft({ cwd: process.cwd(), settings, env: process.env });
  const logger = createLogger('silent');
  // While a question is asked the terminal tells of Ctrl+C itself.
  const leave = () => {
    sayStopped(draft);
    process.exit(ENDED_BY_CTRL_C);
  };
  let stopping: () => void = leave;
  process.on('SIGINT', () => stopping());
  const interrupted = (stop: () => void) => {
    stopping = () => {
      stopping = leave;
      stop();
    };
    return () => {
      stopping = leave;
    };
  };
  const server = await startEmbeddedMongo({ logger });
  const store = await openStore(server.uri);
  try {
    const passed = await setUp({ asker, draft, store, logger, interrupted });
    if (!passed) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof SetupStopped)) throw error;
    sayStopped(draft);
    process.exitCode = ENDED_BY_CTRL_C;
  } finally {
    await store.close();
    await server.stop();
  }
}

function sayStopped(draft: Draft): void {
  const kept = draft.hasSaved() ? 'Finished steps are in .env' : 'Nothing was written';
  process.stderr.write(`\nStopped. ${kept}; run \`npx baton setup\` again to go on.\n`);
}

function askerFor(options: SetupOptions): Asker {
  if (options.yes) return createGivenAnswers(answersOf(options), (line) => process.stdout.write(`${line}\n`));
  if (process.stdin.isTTY && process.stdout.isTTY) return createTerminalAsker();
  throw new BatonError('command.invalid', 'Setup asks questions, and there is no terminal to ask them at', {
    mend: 'Run it at a terminal, or give the answers by environment variables and flags, and --yes: docs/setup.md.',
  });
}

function answersOf(options: SetupOptions): Record<string, string | undefined> {
  const { env } = process;
  const desk = (platform: string) => overrideName(`${platform}.desk_channel`);
  // Variables are in capitals; answers of other names come by the options alone.
  const set = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => /^[A-Z]/.test(name) && value?.trim()),
  );
  return {
    ...set,
    desk: options.desk ?? (options.deskName ? 'make' : (set[desk('slack')] ?? set[desk('discord')])),
    desk_name: options.deskName,
    member: options.member,
    support: options.support,
    knowledge: options.knowledge,
    question: options.question,
    test: options.test === false ? 'no' : 'yes',
  };
}

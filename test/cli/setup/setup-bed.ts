import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDraft } from '../../../src/cli/setup/draft.ts';
import { setUp } from '../../../src/cli/setup/setup.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { openStore } from '../../../src/store/store.ts';
import { startTestStore } from '../../support/test-store.ts';
import { type Script, ScriptedAsker } from './scripted-asker.ts';

/** A folder in which somebody sets Baton up. */
export interface SetupBed {
  folder: string;
  /** Goes through the questions with these answers. */
  setUp(
    script: Script,
    more?: { env?: Record<string, string>; interrupted?: (stop: () => void) => () => void },
  ): Promise<{ asker: ScriptedAsker; passed: boolean }>;
  /** What stands in `.env`; undefined where there is none. */
  env(): Promise<string | undefined>;
  writeEnv(text: string): Promise<void>;
  /** Permissions of `.env`, such as `600`. */
  mode(): Promise<string>;
  files(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startSetupBed(): Promise<SetupBed> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-setup-'));
  const server = await startTestStore();
  const store = await openStore(server.uri);
  const file = join(folder, '.env');
  return {
    folder,
    async setUp(script, { env = {}, interrupted = () => () => undefined } = {}) {
      const asker = new ScriptedAsker(script);
      const draft = openDraft({ cwd: folder, settings: undefined, env });
      const logger = createLogger('silent');
      const passed = await setUp({ asker, draft, store, logger, interrupted });
      return { asker, passed };
    },
    env: () => readFile(file, 'utf8').catch(() => undefined),
    writeEnv: (text) => writeFile(file, text),
    mode: async () => ((await stat(file)).mode & 0o777).toString(8),
    files: () => readdir(folder),
    async stop() {
      await store.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asker } from '../../../src/cli/setup/asker.ts';
import { openDraft } from '../../../src/cli/setup/draft.ts';
import { setUp } from '../../../src/cli/setup/setup.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { openStore } from '../../../src/store/store.ts';
import { startTestStore } from '../../support/test-store.ts';
import { type Script, ScriptedAsker } from './scripted-asker.ts';

interface More {
  env?: Record<string, string>;
  interrupted?: (stop: () => void) => () => void;
}

/** A folder in which somebody sets Baton up. */
export interface SetupBed {
  folder: string;
  /** Goes through the questions with these answers. */
  setUp(script: Script, more?: More): Promise<{ asker: ScriptedAsker; passed: boolean }>;
  /** The same with somebody else to answer. Gives whether the test conversation went through. */
  answeredBy(asker: Asker, more?: More): Promise<boolean>;
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
  function answeredBy(asker: Asker, { env = {}, interrupted = () => () => undefined }: More = {}) {
    const draft = openDraft({ cwd: folder, settings: undefined, env });
    return setUp({ asker, draft, store, logger: createLogger('silent'), interrupted });
  }
  return {
    folder,
    answeredBy,
    async setUp(script, more) {
      const asker = new ScriptedAsker(script);
      return { asker, passed: await answeredBy(asker, more) };
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

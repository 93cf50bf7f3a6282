import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { Cursors } from './cursors.ts';
import { lockFolder, type Unlock } from './journal/folder-lock.ts';
import { type CompactionStep, Journal } from './journal/journal.ts';
import { recover } from './journal/recover.ts';
import type { Effort } from './query/search.ts';
import { AnswerMemory } from './storage/answer-memory.ts';
import { Catalog } from './storage/catalog.ts';

export interface EngineOptions {
  /** Where data is kept; absent: in memory only. */
  dataDir?: string | undefined;
  logger: Logger;
  clock: Clock;
  /** Size of the log in bytes beyond which it is compacted. */
  compactAt?: number | undefined;
  onStep?: ((step: CompactionStep) => void) | undefined;
}

/** Large enough to be compacted rarely, small enough to be read in a second or two at start. */
const COMPACT_AT = 32 * 1024 * 1024;

/** Everything that commands work on. */
export interface Engine {
  catalog: Catalog;
  cursors: Cursors;
  answers: AnswerMemory;
  /** Absent where data is kept in memory only. */
  journal: Journal | undefined;
  effort: Effort;
  clock: Clock;
  logger: Logger;
  close(): Promise<void>;
}

/** Opens the data folder, or an empty store in memory. Throws `store.locked` and `store.corrupt`. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { clock, logger, dataDir } = options;
  const answers = new AnswerMemory(clock);
  const catalog = new Catalog(answers);
  const unlock = dataDir === undefined ? undefined : lockFolder(dataDir);
  const journal = dataDir === undefined ? undefined : await openJournal(dataDir, catalog, options, unlock);
  return {
    catalog,
    cursors: new Cursors(clock),
    answers,
    journal,
    effort: { documentsExamined: 0, indexedSearches: 0, fullScans: 0 },
    clock,
    logger,
    async close() {
      await journal?.close();
      unlock?.();
    },
  };
}

async function openJournal(folder: string, catalog: Catalog, options: EngineOptions, unlock?: Unlock) {
  const { logger, compactAt = COMPACT_AT, onStep } = options;
  try {
    const recovered = await recover(folder, (frame) => catalog.replay(frame), logger);
    catalog.finishReplay();
    return new Journal(recovered, { folder, logger, compactAt, onStep, capture: () => catalog.capture() });
  } catch (error) {
    unlock?.();
    throw error;
  }
}

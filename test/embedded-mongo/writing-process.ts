import { writeSync } from 'node:fs';
import mongoose from 'mongoose';
import type { CompactionStep } from '../../src/embedded-mongo/journal/journal.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';

/**
 * A process that writes until it dies: `writing-process.ts FOLDER WRITERS COMPACT_AT [STEP]`. Each writer inserts documents,
 * and counts its inserts in one document; a line `writer number` is printed when both are acknowledged. With STEP it ends
 * itself at that step of the third compaction. A refused write is printed as `refused code`, and ends the process in order.
 */
const [folder = '', writers = '1', compactAt = '0', step] = process.argv.slice(2);
let compactions = 0;

function onStep(reached: CompactionStep): void {
  if (reached === 'rotated') compactions += 1;
  if (compactions === 3 && reached === step) process.kill(process.pid, 'SIGKILL');
}

const server = await startServer({
  dataDir: folder,
  compactAt: Number(compactAt),
  onStep,
  logger: createLogger('error'),
  clock: systemClock,
});
const connection = await mongoose
  .createConnection(`mongodb://127.0.0.1:${server.port}/kept?directConnection=true`)
  .asPromise();
const inserted = connection.collection<{ _id: string; filler: string }>('inserted');
const counters = connection.collection<{ _id: number; count: number }>('counters');
await counters.createIndex({ count: 1 });

async function write(writer: number): Promise<void> {
  const filler = 'x'.repeat(200);
  for (let number = 1; ; number += 1) {
    await inserted.insertOne({ _id: `${writer}-${number}`, filler });
    await counters.findOneAndUpdate({ _id: writer }, { $inc: { count: 1 } }, { upsert: true });
    writeSync(1, `${writer} ${number}\n`);
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer))).catch(
  (error: { code?: number }) => {
    writeSync(1, `refused ${error.code}\n`);
    process.exit(0);
  },
);

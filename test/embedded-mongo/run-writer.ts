import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { expect } from 'vitest';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start.ts';
import { createLogger } from '../../src/platform/logger.ts';

interface Written {
  /** The last number that was acknowledged to each writer. */
  acknowledged: Map<number, number>;
  /** Everything else that was said. */
  said: string[];
}

interface Orders {
  writers: number;
  compactAt: number;
  /** Kills the process after so many acknowledgements. */
  killAfter?: number;
  step?: string;
  /** Largest file that the process may write, in units of 1024 bytes. */
  fileLimit?: number;
}

/** Lets a process write into a folder until it dies. */
export async function runWriter(folder: string, orders: Orders): Promise<Written> {
  const script = fileURLToPath(new URL('./writing-process.ts', import.meta.url));
  const { writers, compactAt, step, fileLimit } = orders;
  const command = [
    process.execPath,
    '--import',
    'tsx',
    script,
    folder,
    `${writers}`,
    `${compactAt}`,
    step ?? 'none',
  ];
  const limited =
    fileLimit === undefined ? command : ['bash', '-c', `ulimit -f ${fileLimit}; exec "$@"`, '-', ...command];
  const [program = '', ...args] = limited;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const written: Written = { acknowledged: new Map(), said: [] };
  let count = 0;
  for await (const line of createInterface(child.stdout)) {
    const [writer, number] = line.split(' ').map(Number);
    if (writer === undefined || number === undefined || Number.isNaN(writer)) {
      written.said.push(line);
      continue;
    }
    written.acknowledged.set(writer, number);
    count += 1;
    if (count === orders.killAfter) child.kill('SIGKILL');
  }
  await ended;
  return written;
}

/** Opens the folder again and sees whether everything acknowledged is there, and nothing twice. */
export async function expectKept(folder: string, { acknowledged }: Written): Promise<void> {
  const server = await startEmbeddedMongo({ dataDir: folder, logger: createLogger('error') });
  const connection = await mongoose.createConnection(server.uri, { dbName: 'kept' }).asPromise();
  try {
    const inserted = connection.collection<{ _id: string }>('inserted');
    const counters = connection.collection<{ _id: number; count: number }>('counters');
    const ids = new Set(
      (await inserted.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
    );
    const counts = new Map((await counters.find().toArray()).map(({ _id, count }) => [_id, count]));
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const [writer, last] of acknowledged) {
      for (let number = 1; number <= last; number += 1) expect(ids).toContain(`${writer}-${number}`);
      // One more of each may have been on its way.
      expect(counts.get(writer)).toBeGreaterThanOrEqual(last);
      expect(counts.get(writer)).toBeLessThanOrEqual(last + 1);
    }
    expect((await counters.indexes()).map(({ name }) => name)).toContain('count_1');
  } finally {
    await connection.close();
    await server.stop();
  }
}

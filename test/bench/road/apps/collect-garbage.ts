import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

/**
 * Preloaded into every thread of an app (`--import`, with `--expose-gc`), so that the garbage of all of them can be
 * collected before memory is measured.
 */
const CHANNEL = 'collect-garbage';
type Note = { ask: number } | { answer: number; thread: number; heap: number };

let threads = 0;
let rounds = 0;
if (isMainThread) {
  process.on('worker', (worker) => {
    threads += 1;
    worker.once('exit', () => {
      threads -= 1;
    });
  });
} else {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: { data: Note }) => {
    if ('ask' in data) channel.postMessage({ answer: data.ask, thread: threadId, heap: collectHere() });
  };
  channel.unref();
}

function collectHere(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Collects the garbage of every thread. Gives what lives on all heaps together, bytes. */
export async function collectGarbage(): Promise<number> {
  const round = ++rounds;
  const heaps = new Map<number, number>([[threadId, collectHere()]]);
  const channel = new BroadcastChannel(CHANNEL);
  await new Promise<void>((resolve) => {
    channel.onmessage = ({ data }: { data: Note }) => {
      if ('answer' in data && data.answer === round) heaps.set(data.thread, data.heap);
      if (heaps.size > threads) resolve();
    };
    if (threads === 0) resolve();
    channel.postMessage({ ask: round } satisfies Note);
  });
  channel.close();
  return [...heaps.values()].reduce((sum, heap) => sum + heap, 0);
}

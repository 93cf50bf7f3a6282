import type { Socket } from 'node:net';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Run } from './commands/run-command.ts';
import { readMessage } from './wire/read-message.ts';
import { MessageSplitter } from './wire/split-messages.ts';
import { writeAnswer } from './wire/write-message.ts';

/** Messages of one client that may wait, before no more are read. Drivers send one at a time. */
const MOST_WAITING = 64;

/** Serves one client: its commands in their order, one after the other. What breaks the protocol ends the connection. */
export function serveConnection(socket: Socket, run: Run, logger: Logger): void {
  const splitter = new MessageSplitter();
  const waiting: Buffer[] = [];
  let busy = false;

  const end = (error: unknown) => {
    logger.warn(
      { reason: messageOf(error) },
      'A client of the store broke the protocol; its connection is closed',
    );
    waiting.length = 0;
    socket.destroy();
  };
  const work = async () => {
    busy = true;
    try {
      for (let bytes = waiting.shift(); bytes && !socket.destroyed; bytes = waiting.shift()) {
        const request = readMessage(bytes);
        const body = await run(request);
        if (request.silent || socket.destroyed) continue;
        if (!socket.write(writeAnswer(request, body))) await drained(socket);
      }
    } catch (error) {
      end(error);
    } finally {
      busy = false;
      socket.resume();
    }
  };
  socket.on('data', (chunk) => {
    try {
      waiting.push(...splitter.push(chunk));
    } catch (error) {
      end(error);
      return;
    }
    if (waiting.length > MOST_WAITING) socket.pause();
    if (!busy && waiting.length > 0) void work();
  });
  // A client that goes away is no fault; 'close' follows.
  socket.on('error', () => undefined);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

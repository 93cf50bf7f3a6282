import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';

/** How long a slow request may keep the server from closing, in milliseconds. */
const PATIENCE_MS = 5_000;

/** A server that listens. */
export interface Listening {
  port: number;
  /** Takes nothing new, and resolves when what was being answered is answered. */
  close(): Promise<void>;
}

/** Listens; throws `adapter.not_started` where the address cannot be had. */
export async function serve(
  app: Hono,
  { host, port, clock }: { host: string; port: number; clock: Clock },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new BatonError(
          'adapter.not_started',
          `The web workspace cannot listen on ${host}:${port}: ${cause.message}`,
          {
            cause,
            mend: 'Set web.port (BATON__WEB__PORT in .env) to a free port, or to 0 for any free one; and web.host to an address of this machine.',
          },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });
  let answering = 0;
  let onIdle = () => {};
  server.on('request', (_, response) => {
    answering += 1;
    response.once('close', () => {
      answering -= 1;
      if (answering === 0) onIdle();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        // Connections that are kept alive, or were opened ahead of need, would keep the server from closing.
        onIdle = () => server.closeAllConnections();
        const cancel = clock.after(PATIENCE_MS, onIdle);
        server.close(() => {
          cancel();
          resolve();
        });
        if (answering === 0) onIdle();
      }),
  };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { InFlight } from '../../../src/platform/in-flight.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { LIMITS, RESEND_MS } from '../limits.ts';
import { type Answer, problem } from './answer.ts';

/** How long a connection may stay open, after everything was answered, before it is cut. */
const CLOSE_WITHIN_MS = 2000;

interface HttpOptions {
  host: string;
  port: number;
  path: string;
  clock: Clock;
  logger: Logger;
  /** Answers what was posted; rejects where it could not be taken, so that Teams sends it again. */
  take(authorization: string, body: unknown): Promise<Answer>;
}

/** The messaging endpoint, listening. */
export interface Listening {
  url: string;
  /** Takes nothing new, waits for what is being accepted, and closes. */
  close(): Promise<void>;
}

/** Listens; throws `config.invalid` where the address cannot be had. */
export async function listen(options: HttpOptions): Promise<Listening> {
  const { host, port, path, clock } = options;
  const flight = new InFlight();
  const server = createServer((request, response) => {
    // A closing server closes the connections that are idle then; one that has yet to answer becomes idle later.
    response.once('close', () => flight.closed && setImmediate(() => server.closeIdleConnections()));
    void flight.run(() => respond(request, response, options, flight));
  });
  server.requestTimeout = RESEND_MS;
  await bind(server, host, port);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${bound}${path}`,
    async close() {
      await flight.close();
      const cut = clock.after(CLOSE_WITHIN_MS, () => server.closeAllConnections());
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      cut();
    },
  };
}

async function bind(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    throw new BatonError(
      'config.invalid',
      `Teams cannot be listened to at ${host}:${port}: ${messageOf(cause)}`,
      {
        mend: 'Set teams.host and teams.port to an address of this machine that nothing else listens on.',
        cause,
      },
    );
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
  flight: InFlight,
): Promise<void> {
  const answer = await answerTo(request, options, flight).catch((error: unknown) => {
    options.logger.error(
      { error: messageOf(error) },
      'An activity of Teams was not accepted; Teams will send it again',
    );
    return problem(503, 'Not accepted; send it again');
  });
  if (response.headersSent || response.destroyed) return;
  const body = answer.body ? JSON.stringify(answer.body) : '';
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...(body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(answer.status === 405 ? { allow: 'POST' } : {}),
    // What is left of a body that nobody reads would be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.end(body);
}

async function answerTo(
  request: IncomingMessage,
  { path, take }: HttpOptions,
  flight: InFlight,
): Promise<Answer> {
  if ((request.url ?? '').split('?', 1)[0] !== path) return problem(404, 'There is nothing here');
  if (request.method !== 'POST') return problem(405, 'Activities are posted');
  if (flight.closed) return problem(503, 'Baton is stopping');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return problem(415, 'Activities are JSON');
  const text = await readBody(request);
  if (text === undefined) return problem(413, `That is more than ${LIMITS.request} bytes`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return problem(400, 'This is not well-formed JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return problem(400, 'An activity is an object');
  return take(request.headers.authorization ?? '', body);
}

/** The body as text; undefined where it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.request) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > LIMITS.request) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, HTTPModuleFunctions, HTTPReceiver } from '@slack/bolt';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { InFlight } from '../../../src/platform/in-flight.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { sdkLogger } from '../web-api/sdk-logger.ts';
import { acknowledgeAfter } from './acknowledge-after.ts';
import type { Addressee } from './gate.ts';
import type { Receiving } from './receiving.ts';

/** Slack's own payloads are some kilobytes; a press on a message brings the message, and no message is so long. */
const BODY_LIMIT = 1024 * 1024;
/** How long a connection may stay open, after everything was answered, before it is cut. */
const CLOSE_WITHIN_MS = 2000;

interface HttpOptions {
  signingSecret: string;
  host: string;
  port: number;
  path: string;
  addressee: Addressee;
  clock: Clock;
  logger: Logger;
}

/** Receives by HTTP. Bolt checks signature and age; whatever is not accepted in time is answered 503, and sent again. */
export function receiveByHttp(options: HttpOptions): Receiving {
  const { host, port, path, addressee, clock, logger } = options;
  const flight = new InFlight();
  const unavailable = (response: ServerResponse) => {
    if (!response.headersSent) response.writeHead(503).end();
  };
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: path,
    bodyLimit: BODY_LIMIT,
    logger: sdkLogger(logger),
    processEventErrorHandler: async ({ error, response }) => {
      logger.error(
        { error: messageOf(error) },
        'An event of Slack was not accepted; Slack will send it again',
      );
      unavailable(response);
      return false;
    },
    unhandledRequestHandler: ({ response }) => {
      logger.warn({}, 'An event of Slack was not accepted within 3 seconds; Slack will send it again');
      unavailable(response);
    },
  });
  let server: Server | undefined;
  const listener = withoutNull(path, receiver.requestListener);
  receiver.requestListener = (request, response) => {
    // A closing server closes the connections that are idle then; one that has yet to answer becomes idle later.
    response.once('close', () => flight.closed && setImmediate(() => server?.closeIdleConnections()));
    listener(request, response);
  };

  return {
    receiver: {
      init: (app: App) => receiver.init(acknowledgeAfter(app, { addressee, flight, logger }) as App),
      start: async () => undefined,
      stop: async () => undefined,
    },
    async start() {
      try {
        server = await receiver.start({ host, port });
      } catch (error) {
        throw new BatonError(
          'config.invalid',
          `Slack’s requests cannot be received at ${host}:${port}: ${messageOf(error)}`,
          {
            mend: 'Set slack.host and slack.port to an address of this machine that nothing else listens on.',
            cause: error,
          },
        );
      }
    },
    async stop() {
      await flight.close();
      if (!server) return;
      const cut = clock.after(CLOSE_WITHIN_MS, () => server?.closeAllConnections());
      await receiver.stop();
      cut();
      server = undefined;
    },
    url() {
      const bound = server?.address() as AddressInfo | null | undefined;
      return `http://${host.includes(':') ? `[${host}]` : host}:${bound?.port ?? port}${path}`;
    },
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Bolt 5.1 ends the process over a body that is JSON's `null`, so such a body is answered before bolt reads it. */
function withoutNull(path: string, listener: Listener): Listener {
  const check = async (request: IncomingMessage, response: ServerResponse) => {
    const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, BODY_LIMIT);
    if (isNull(buffered)) response.writeHead(400).end();
    else listener(buffered, response);
  };
  return (request, response) => {
    const ours = request.method === 'POST' && request.url?.split('?')[0] === path;
    if (!ours) return listener(request, response);
    check(request, response).catch((error: unknown) => {
      const tooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413;
      if (response.headersSent) response.destroy();
      else response.writeHead(tooLarge ? 413 : 400, { connection: 'close' }).end();
    });
  };
}

function isNull(request: Awaited<ReturnType<typeof HTTPModuleFunctions.bufferIncomingMessage>>): boolean {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request) === null;
  } catch {
    // Not JSON at all: bolt answers that itself, once it has looked at the signature.
    return false;
  }
}

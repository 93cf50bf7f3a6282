import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Cancel, Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { InFlight } from '../../../src/platform/in-flight.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { within } from '../../../src/platform/within.ts';
import { slackCode } from '../web-api/api-errors.ts';
import { sdkLogger } from '../web-api/sdk-logger.ts';
import { acknowledgeAfter } from './acknowledge-after.ts';
import type { Addressee } from './gate.ts';
import type { Receiving } from './receiving.ts';

/** How long Slack may take to say good-bye. */
const CLOSE_WITHIN_MS = 2000;
/** After the SDK has given up reconnecting, we try again so often: the cause may be mended without a restart. */
const TRY_AGAIN_MS = 30_000;

interface SocketOptions {
  appToken: string;
  apiUrl: string | undefined;
  addressee: Addressee;
  clock: Clock;
  logger: Logger;
}

/** Receives over a WebSocket that we open. The SDK reconnects by itself; what was not acknowledged is sent again. */
export function receiveBySocket({ appToken, apiUrl, addressee, clock, logger }: SocketOptions): Receiving {
  const flight = new InFlight();
  const receiver = new SocketModeReceiver({
    appToken,
    logger: sdkLogger(logger),
    ...(apiUrl ? { installerOptions: { clientOptions: { slackApiUrl: apiUrl } } } : {}),
    processEventErrorHandler: async ({ error }) => {
      logger.error(
        { error: messageOf(error) },
        'An event of Slack was not accepted; Slack will send it again',
      );
      return false;
    },
  });
  guardFrames(receiver, logger);
  const reconnecting = guardReconnects(receiver, flight, clock, logger);

  return {
    receiver: {
      init: (app: App) => receiver.init(acknowledgeAfter(app, { addressee, flight, logger }) as App),
      start: async () => undefined,
      stop: async () => undefined,
    },
    async start() {
      try {
        await reconnecting.first();
      } catch (error) {
        throw new BatonError(
          'adapter.credentials',
          `Slack opens no WebSocket: ${slackCode(error) ?? messageOf(error)}`,
          {
            mend: 'Check SLACK_APP_TOKEN (xapp-…, scope connections:write), and that Socket Mode is on in the app’s settings.',
            cause: error,
          },
        );
      }
    },
    async stop() {
      await flight.close();
      reconnecting.cancel();
      await within(clock, CLOSE_WITHIN_MS, receiver.client.disconnect(), undefined);
    },
    url: () => '',
  };
}

/** The SDK reads frames in a promise that nobody looks at; a frame of an unknown shape would end the process. */
function guardFrames({ client }: SocketModeReceiver, logger: Logger): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (...frame: unknown[]) => {
    try {
      for (const read of readers) await read(...frame);
    } catch (error) {
      logger.warn({ error: messageOf(error) }, 'A frame of an unknown shape from Slack was ignored');
    }
  });
}

/** Reconnecting, too, is a promise that nobody looks at, and fails where a token has been revoked. */
function guardReconnects({ client }: SocketModeReceiver, flight: InFlight, clock: Clock, logger: Logger) {
  const connect = client.start.bind(client);
  let cancel: Cancel = () => {};
  const again: typeof client.start = async () => {
    try {
      return await connect();
    } catch (error) {
      if (flight.closed) return {} as Awaited<ReturnType<typeof connect>>;
      logger.error(
        { error: slackCode(error) ?? messageOf(error) },
        'Slack cannot be reached any more; trying again',
      );
      cancel = clock.after(TRY_AGAIN_MS, () => void again());
      return {} as Awaited<ReturnType<typeof connect>>;
    }
  };
  client.start = again;
  return { first: connect, cancel: () => cancel() };
}

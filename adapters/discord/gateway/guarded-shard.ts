import {
  DefaultWebSocketManagerOptions,
  type FetchingStrategyOptions,
  type IContextFetchingStrategy,
  type SessionInfo,
  SimpleIdentifyThrottler,
  WebSocketShard,
  WebSocketShardEvents,
} from '@discordjs/ws';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { INTENT_BITS } from '../intents.ts';
import { readFrame } from './frames.ts';
import type { GatewayInfo } from './gateway-info.ts';

/** Where the shard finds the session to resume, and tells of changes. `null`: Discord has forgotten it. */
export interface SessionKeeper {
  retrieve(): SessionInfo | null;
  update(session: SessionInfo | null): void;
}

interface ShardOptions {
  id: number;
  count: number;
  token: string;
  info: GatewayInfo;
  keeper: SessionKeeper;
  logger: Logger;
}

/** Closed by us with this code, a session can be resumed by another process. https://docs.discord.com/developers/events/gateway#resuming */
const RESUMABLE = 4200;
/** The network went away; Discord said nothing. */
const ABNORMAL = 1006;
const CONNECTING = 0;

/** Attempts after which the address for resuming is taken for dead, and the general one is tried. */
const PATIENCE = 3;

export interface GuardedShard {
  shard: WebSocketShard;
  /** Closes the connection so that the session can be resumed elsewhere; nothing is opened any more. */
  close(): Promise<void>;
}

/**
 * The library's shard, kept from ending the process: what fails in it fails in promises that nobody looks at. `failed`
 * is told of what it cannot mend by connecting again.
 */
export function guardedShard(options: ShardOptions, failed: (error: unknown) => void): GuardedShard {
  const { id, info, keeper, logger } = options;
  let failures = 0;
  let closed = false;
  const strategy: IContextFetchingStrategy = {
    options: strategyOptions(options),
    retrieveSessionInfo() {
      const session = keeper.retrieve();
      return session && failures >= PATIENCE ? { ...session, resumeURL: info.url } : session;
    },
    updateSessionInfo(_shard: number, session: SessionInfo | null) {
      // The library drops the session whenever the network fails; Discord keeps it for some minutes.
      const dropped = session === null && (closed || failures > 0);
      if (!dropped) keeper.update(session);
    },
    waitForIdentify: (shard, signal) => throttler.waitForIdentify(shard, signal),
  };
  const throttler = new SimpleIdentifyThrottler(info.maxConcurrency);
  const shard = new WebSocketShard(strategy, id);
  shard.on(WebSocketShardEvents.Closed, ({ code }) => {
    failures = code === ABNORMAL ? failures + 1 : 0;
  });
  shard.on(WebSocketShardEvents.Hello, () => {
    failures = 0;
  });
  guardFrames(shard, logger);
  const connect = shard['internalConnect'].bind(shard);
  shard['internalConnect'] = async () => {
    if (!closed) await connect().catch(failed);
  };
  return {
    shard,
    async close() {
      closed = true;
      const connection = shard['connection'];
      if (connection?.readyState === CONNECTING) {
        // The library lets go of a connection that is being made, whose failure then would end the process.
        connection.addEventListener('error', () => {});
        connection.close();
      }
      await shard.destroy({ code: RESUMABLE });
    },
  };
}

function strategyOptions({ token, count, info }: ShardOptions): FetchingStrategyOptions {
  const { handshakeTimeout, helloTimeout, readyTimeout, identifyProperties, version } =
    DefaultWebSocketManagerOptions;
  return {
    token,
    intents: INTENT_BITS,
    shardCount: count,
    gatewayInformation: info.raw,
    encoding: DefaultWebSocketManagerOptions.encoding,
    compression: null,
    initialPresence: null,
    largeThreshold: null,
    ...{ handshakeTimeout, helloTimeout, readyTimeout, identifyProperties, version },
  };
}

function guardFrames(shard: WebSocketShard, logger: Logger): void {
  const ignored = (error?: unknown) =>
    logger.warn(
      { error: error === undefined ? undefined : messageOf(error) },
      'A frame of an unknown shape from Discord was ignored',
    );
  shard['unpackMessage'] = async (data: unknown) => {
    const frame = readFrame(data);
    if (!frame) ignored();
    return (frame ?? null) as Awaited<ReturnType<WebSocketShard['unpackMessage']>>;
  };
  const read = shard['onMessage'].bind(shard);
  shard['onMessage'] = (data: Parameters<typeof read>[0], isBinary: boolean) =>
    read(data, isBinary).catch(ignored);
}

import { type SessionInfo, WebSocketShardEvents } from '@discordjs/ws';
import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Cancel, Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { type Shape, shapeOf } from '../../../src/platform/shape.ts';
import { within } from '../../../src/platform/within.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { isSnowflake, snowflakeAt } from '../server/snowflake.ts';
import { askGateway } from './gateway-info.ts';
import { type GuardedShard, guardedShard, type SessionKeeper } from './guarded-shard.ts';
import { Lanes } from './lanes.ts';
import { Progress } from './progress.ts';
import { loadSession, type SavedSession, saveSession } from './saved-session.ts';

/** What the events of the gateway are for. */
export interface Receiver {
  /** Takes note at once of what needs nobody's consent, such as a channel that was renamed. */
  note(event: string, data: Shape): void;
  /** Hands in an event. Resolves when that is done, with false where it was given up; never rejects. */
  take(event: string, data: Shape, lost: AbortSignal): Promise<boolean>;
  /** Fetches and hands in what was written after a message. Resolves when all of it is; rejects once `lost` aborts. */
  catchUp(
    shard: number,
    from: string,
    take: (message: Shape) => Promise<void>,
    lost: AbortSignal,
  ): Promise<void>;
}

interface ConnectionDeps {
  api: DiscordApi;
  token: string;
  storage: AdapterStorage;
  receiver: Receiver;
  clock: Clock;
  logger: Logger;
  shard: { id: number; count: number };
  /** Called when events can arrive. */
  connected(): void;
}

/** The session is saved so often while events come; after a crash, as much of it is told again. */
const SAVE_EVERY_MS = 1_000;
/** How long Discord may take to say good-bye. */
const CLOSE_WITHIN_MS = 2_000;

/** Codes after which the library does not connect again. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const FATAL: Readonly<Record<number, string>> = {
  4004: 'Reset the token in the Developer Portal (Bot), and put the new one into DISCORD_TOKEN.',
  4010: 'Set discord.shards to the same number in every process.',
  4011: 'Set discord.shards to more.',
  4012: 'This is a fault of Baton; please report it.',
  4013: 'This is a fault of Baton; please report it.',
  4014: 'Switch on the Message Content Intent in the Developer Portal (Bot, Privileged Gateway Intents).',
};

/** One gateway connection, for as long as this process is to have it. */
export class ShardConnection {
  readonly #deps: ConnectionDeps;
  readonly #lost: AbortSignal;
  readonly #lanes = new Lanes();
  #session: Omit<SessionInfo, 'sequence'> | null = null;
  #progress: Progress;
  #missedFrom: string | undefined;
  #firstEver = false;
  #saving: Promise<void> = Promise.resolve();
  #save: Cancel | undefined;
  #catchingUp: Promise<void> | undefined;

  private constructor(deps: ConnectionDeps, lost: AbortSignal, saved: SavedSession | undefined) {
    this.#deps = deps;
    this.#lost = lost;
    this.#firstEver = saved === undefined;
    const now = snowflakeAt(deps.clock.now().getTime());
    this.#progress = new Progress({
      sequence: saved?.session?.sequence ?? 0,
      message: saved?.message ?? now,
    });
    this.#missedFrom = saved?.missedFrom;
    if (saved?.session) {
      const { id, resumeUrl, shards } = saved.session;
      this.#session = { sessionId: id, resumeURL: resumeUrl, shardCount: shards, shardId: deps.shard.id };
    }
  }

  /** Connects and works until `lost` aborts. Rejects where Discord lets nobody in. */
  static async run(deps: ConnectionDeps, lost: AbortSignal): Promise<void> {
    const saved = await loadSession(deps.storage, deps.shard.id);
    await new ShardConnection(deps, lost, saved).#run();
  }

  async #run(): Promise<void> {
    const { api, token, clock, logger, shard } = this.#deps;
    const info = await askGateway(api);
    if (!this.#session && info.remaining <= 0) {
      throw new BatonError('delivery.retryable', 'Discord allows no more sessions today');
    }
    let fail: (error: unknown) => void = () => {};
    const failing = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const options = { ...shard, token, info, keeper: this.#keeper(), logger };
    const connection = guardedShard(options, (error) => fail(error));
    try {
      await Promise.race([failing, this.#work(connection, fail)]);
    } finally {
      await within(clock, CLOSE_WITHIN_MS, connection.close(), undefined);
      this.#save?.();
      await this.#lanes.idle();
      await this.#catchingUp;
      await this.#saveNow();
    }
  }

  /** Resolves once `lost` aborts. */
  #work({ shard }: GuardedShard, fail: (error: unknown) => void): Promise<void> {
    const { logger } = this.#deps;
    shard.on(WebSocketShardEvents.Error, ({ error }) => {
      logger.warn({ error: messageOf(error) }, 'The Discord gateway reports an error');
    });
    shard.on(WebSocketShardEvents.Closed, ({ code }) => {
      const mend = FATAL[code];
      if (mend)
        fail(new BatonError('adapter.credentials', `The Discord gateway refuses us: ${code}`, { mend }));
    });
    // The library tells of READY as an event only after the one that follows it.
    shard.on(WebSocketShardEvents.Ready, ({ data }) =>
      this.#dispatched('READY', this.#progress.sequence + 1, shapeOf(data)),
    );
    shard.on(WebSocketShardEvents.Dispatch, ({ data }) => this.#dispatched(data.t, data.s, shapeOf(data.d)));
    shard.connect().catch((error: unknown) => {
      logger.warn({ error: messageOf(error) }, 'The first connection to the Discord gateway failed');
    });
    return new Promise((resolve) => {
      if (this.#lost.aborted) return resolve();
      this.#lost.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** The number told to Discord is that of the last event that was handed in, so that it tells later ones again. */
  #keeper(): SessionKeeper {
    return {
      retrieve: () => this.#session && { ...this.#session, sequence: this.#progress.sequence },
      update: (session) => {
        if (session?.sessionId === this.#session?.sessionId) return;
        this.#session = session;
        if (session)
          this.#progress = new Progress({ sequence: session.sequence - 1, message: this.#progress.message });
      },
    };
  }

  #dispatched(event: string, sequence: number, data: Shape): void {
    const { receiver, connected } = this.#deps;
    const message = event === 'MESSAGE_CREATE' && isSnowflake(data['id']) ? data['id'] : undefined;
    const done = this.#progress.begin(sequence, message);
    if (!done) return;
    receiver.note(event, data);
    if (event === 'READY' || event === 'RESUMED') {
      this.#begun(event);
      connected();
    }
    const lane = typeof data['channel_id'] === 'string' ? data['channel_id'] : '';
    const key = event === 'INTERACTION_CREATE' ? `interaction ${sequence}` : lane;
    void this.#lanes.run(key, async () => {
      if (!(await receiver.take(event, data, this.#lost))) return;
      done();
      this.#saveSoon();
    });
  }

  /** A session that is not the old one tells nothing of what was written in between. */
  #begun(event: string): void {
    const { logger, shard } = this.#deps;
    logger.info({ shard: shard.id, event }, 'The Discord gateway is connected');
    if (event === 'READY' && !this.#firstEver) this.#missedFrom ??= this.#progress.message;
    this.#firstEver = false;
    const from = this.#missedFrom;
    if (from !== undefined && !this.#catchingUp) {
      this.#catchingUp = this.#catchUp(from).finally(() => {
        this.#catchingUp = undefined;
      });
    }
    void this.#saveNow();
  }

  async #catchUp(from: string): Promise<void> {
    const { receiver, logger, shard } = this.#deps;
    const take = (message: Shape) =>
      this.#lanes.run(String(message['channel_id']), async () => {
        await receiver.take('MESSAGE_CREATE', message, this.#lost);
      });
    try {
      await receiver.catchUp(shard.id, from, take, this.#lost);
      if (this.#lost.aborted) return;
      this.#missedFrom = undefined;
      this.#saveSoon();
    } catch (error) {
      if (!this.#lost.aborted)
        logger.error({ error: messageOf(error) }, 'What was missed on Discord could not be fetched');
    }
  }

  #saveSoon(): void {
    this.#save ??= this.#deps.clock.after(SAVE_EVERY_MS, () => {
      this.#save = undefined;
      void this.#saveNow();
    });
  }

  #saveNow(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      const { storage, shard, logger } = this.#deps;
      const { sequence, message } = this.#progress;
      const session = this.#session && {
        id: this.#session.sessionId,
        resumeUrl: this.#session.resumeURL,
        shards: this.#session.shardCount,
        sequence,
      };
      try {
        await saveSession(storage, shard.id, {
          session: session ?? undefined,
          message,
          missedFrom: this.#missedFrom,
        });
      } catch (error) {
        logger.warn(
          { error: messageOf(error) },
          'The Discord session could not be saved; another process would fetch instead',
        );
      }
    });
    return this.#saving;
  }
}

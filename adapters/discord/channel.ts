import type {
  AdapterStorage,
  ChannelAdapter,
  Finding,
  HeldLease,
  Intake,
  Leases,
} from '../../src/channels/adapter.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { within } from '../../src/platform/within.ts';
import { checkChannel } from './doctor/check-channel.ts';
import { type Receiver, ShardConnection } from './gateway/shard-connection.ts';
import type { DiscordApi } from './rest/discord-api.ts';
import { commandRoutes, registerCommands } from './server/commands.ts';
import type { Session } from './server/session.ts';
import type { DiscordSettings } from './settings.ts';
import { DiscordSurface, type SurfaceDeps } from './surface.ts';
import type { Typing } from './typing.ts';

export interface ChannelDeps extends SurfaceDeps {
  api: DiscordApi;
  settings: DiscordSettings;
  leases: Leases;
  typing: Typing;
  clock: Clock;
  logger: Logger;
  /** Asks Discord who we are, and keeps the answer for `session`. */
  open(): Promise<Session>;
  /** What the gateway's events are handed to. */
  receiverFor(intake: Intake, session: Session): Receiver;
  storage: AdapterStorage;
}

/** A shard that no other process holds is ours at once. */
const LEASE_WITHIN_MS = 2_000;
/** A gateway that does not answer is connected to later. */
const CONNECT_WITHIN_MS = 15_000;

/** Customers on Discord. */
export class DiscordChannel extends DiscordSurface implements ChannelAdapter {
  readonly #own: ChannelDeps;
  #held: HeldLease[] | undefined;

  constructor(deps: ChannelDeps) {
    super(deps);
    this.#own = deps;
  }

  /** Resolves when events arrive here, or at another process that holds the gateway connection. */
  async start(intake: Intake): Promise<void> {
    if (this.#held) throw new BatonError('config.invalid', 'The Discord adapter has been started already');
    this.#held = [];
    try {
      const session = await this.#own.open();
      await this.#register(session);
      const receiver = this.#own.receiverFor(intake, session);
      const shards = Array.from({ length: this.#own.settings.shards }, (_, id) => this.#hold(id, receiver));
      this.#held = shards.map(({ held }) => held);
      await Promise.all(shards.map(({ ready }) => ready));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#own.typing.endAll();
    await Promise.all(held.map((one) => one.release()));
  }

  async typing(thread: ThreadRef, on: boolean): Promise<void> {
    if (on) await this.#own.typing.show(thread);
    else this.#own.typing.end(thread);
  }

  check(): Promise<Finding[]> {
    return checkChannel(this.#own);
  }

  /** Exactly one process holds the connection of a shard; when it ends, another takes it over. */
  #hold(id: number, receiver: Receiver): { held: HeldLease; ready: Promise<void> } {
    const { settings, clock, leases, logger } = this.#own;
    const { token, shards: count } = settings;
    let ours = () => {};
    let connected = () => {};
    const leased = new Promise<boolean>((resolve) => {
      ours = () => resolve(true);
    });
    const listening = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const held = leases.hold(`discord/shard/${id}`, async (lost) => {
      ours();
      const shard = { id, count };
      await ShardConnection.run({ ...this.#own, token, receiver, shard, connected, logger }, lost);
    });
    const ready = within(clock, LEASE_WITHIN_MS, leased, false).then((isOurs) =>
      isOurs ? within(clock, CONNECT_WITHIN_MS, listening, undefined) : undefined,
    );
    return { held, ready };
  }

  /** What everybody else can do works without them. */
  async #register({ identity }: Session): Promise<void> {
    const { api, settings, logger } = this.#own;
    try {
      const routes = commandRoutes(identity.application, settings.guilds);
      await registerCommands(api, routes, settings.command);
    } catch (error) {
      logger.warn({ error: messageOf(error) }, 'The commands could not be registered on Discord');
    }
  }
}

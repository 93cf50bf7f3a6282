import { createDiscord, type DiscordSettings } from '../../../adapters/discord/discord.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { ContractIntake } from '../../contract/bed.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake-discord.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { soleHolder } from '../../support/sole-holder.ts';
import { MemoryStorage } from '../web/memory-storage.ts';

/** The adapter, connected to the fake Discord, with a customer, an agent and their desk. */
export class DiscordWorld {
  readonly discord: FakeDiscord;
  readonly clock: ManualClock;
  readonly intake = new ContractIntake();
  readonly customer;
  readonly agent;
  readonly guild;
  readonly help;
  readonly general;
  readonly forum;
  readonly desk;
  readonly adapter;

  private constructor(
    discord: FakeDiscord,
    clock: ManualClock,
    given: Partial<DiscordSettings>,
    botMay?: bigint,
  ) {
    this.discord = discord;
    this.clock = clock;
    this.customer = discord.addUser('customer', { global_name: 'The Customer' });
    this.agent = discord.addUser('agent', { global_name: 'First agent' });
    this.guild = discord.addGuild('The community', [this.customer, this.agent], botMay);
    this.help = discord.addChannel(this.guild, 'help');
    this.general = discord.addChannel(this.guild, 'general');
    this.forum = discord.addForum(this.guild, 'help-forum', ['Billing', 'Exports', 'Other']);
    this.desk = discord.addPrivateChannel(this.guild, 'desk', [this.agent]);
    const settings = {
      ...{ token: discord.token, apiUrl: discord.apiUrl, guilds: [], shards: 1, command: 'baton' },
      ...{ supportChannels: ['#help', '#help-forum'], deskChannel: '#desk', ...given },
    };
    const deps = {
      logger: createLogger('silent'),
      clock,
      storage: new MemoryStorage(),
      leases: soleHolder(),
    };
    this.adapter = createDiscord(settings, deps);
  }

  static async start(given: Partial<DiscordSettings> = {}, botMay?: bigint): Promise<DiscordWorld> {
    const clock = new ManualClock();
    const world = new DiscordWorld(await startFakeDiscord({ clock }), clock, given, botMay);
    await world.adapter.channel.start(world.intake);
    return world;
  }

  thread(channel: string, thread: string | null): ThreadRef {
    return { platform: 'discord', workspace: this.guild.id, channel, thread };
  }

  /** The last thing that was posted by us in a channel or thread. */
  last(channel: string) {
    const found = this.discord
      .history(channel)
      .findLast(({ author, webhook }) => webhook || author.id === this.discord.world.bot.id);
    if (!found) throw new Error('nothing was posted');
    return found;
  }

  async stop(): Promise<void> {
    await this.adapter.channel.stop();
    await this.discord.stop();
  }
}

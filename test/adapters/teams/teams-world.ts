import { createTeams, type TeamsSettings } from '../../../adapters/teams/teams.ts';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import { createLogger, type Logger } from '../../../src/platform/logger.ts';
import { ContractIntake } from '../../contract/bed.ts';
import { type FakeTeams, startFakeTeams } from '../../support/teams/fake-teams.ts';
import { MemoryStorage } from '../web/memory-storage.ts';

/** The adapter, connected to the fake Teams, with one customer. */
export class TeamsWorld {
  readonly teams: FakeTeams;
  readonly storage = new MemoryStorage();
  readonly intake = new ContractIntake();
  readonly customer;
  readonly chat;
  channel: ReturnType<typeof createTeams>['channel'];

  private readonly clock: Clock;
  private readonly logger: Logger;

  private constructor(teams: FakeTeams, given: Partial<TeamsSettings>, clock: Clock, logger: Logger) {
    this.clock = clock;
    this.logger = logger;
    this.teams = teams;
    this.customer = teams.addPerson('First customer');
    this.chat = teams.world.personal(this.customer);
    this.channel = this.build(given);
  }

  static async start(
    given: Partial<TeamsSettings> = {},
    clock: Clock = systemClock,
    logger: Logger = createLogger('silent'),
  ): Promise<TeamsWorld> {
    const world = new TeamsWorld(await startFakeTeams(clock), given, clock, logger);
    await world.connect();
    return world;
  }

  /** Ends the adapter and starts another on the same records, as after a restart. */
  async restart(given: Partial<TeamsSettings> = {}): Promise<void> {
    await this.channel.stop();
    this.channel = this.build(given);
    await this.connect();
  }

  async stop(): Promise<void> {
    await this.channel.stop();
    await this.teams.stop();
  }

  private build(given: Partial<TeamsSettings>) {
    const settings: TeamsSettings = {
      ...this.teams.credentials,
      ...{ host: '127.0.0.1', port: 0, path: '/api/messages', local: false, supportChannels: [] },
      endpoints: this.teams.endpoints,
      ...given,
    };
    const deps = { logger: this.logger, clock: this.clock, storage: this.storage };
    return createTeams(settings, deps).channel;
  }

  private async connect(): Promise<void> {
    await this.channel.start(this.intake);
    this.teams.connect(this.channel.url());
  }
}

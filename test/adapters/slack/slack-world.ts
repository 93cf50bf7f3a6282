import type { SlackChannel } from '../../../adapters/slack/channel.ts';
import { createSlack, type SlackSettings } from '../../../adapters/slack/slack.ts';
import type { Acceptance, AgentDesk, Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { Answering } from '../../support/answering.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../support/slack/fake-slack.ts';

/** An intake that remembers what it was handed. */
export class RecordingIntake extends Answering implements Intake {
  readonly events: InboundEvent[] = [];
  /** What becomes of an event; rejects to say that it could not be stored. */
  answer: (event: InboundEvent) => Promise<Acceptance> = async () => 'accepted';

  async accept(event: InboundEvent): Promise<Acceptance> {
    this.events.push(event);
    return this.answer(event);
  }

  /** Events of one kind, in the order in which they came. */
  of<K extends InboundEvent['kind']>(kind: K): Extract<InboundEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<InboundEvent, { kind: K }> => event.kind === kind);
  }
}

/** A logger whose lines can be looked at. */
export class RecordingLogger implements Logger {
  readonly lines: { level: string; facts: object; message: string }[] = [];
  debug = (facts: object, message: string) => void this.lines.push({ level: 'debug', facts, message });
  info = (facts: object, message: string) => void this.lines.push({ level: 'info', facts, message });
  warn = (facts: object, message: string) => void this.lines.push({ level: 'warn', facts, message });
  error = (facts: object, message: string) => void this.lines.push({ level: 'error', facts, message });
  child = () => this;
}

export type Mode = 'http' | 'socket';

/** A workspace with a customer, two agents and their desk, and the adapter connected to it. */
export interface SlackWorld {
  slack: FakeSlack;
  channel: SlackChannel;
  desk: AgentDesk;
  intake: RecordingIntake;
  logger: RecordingLogger;
  clock: ManualClock;
  settings: SlackSettings;
  customer: string;
  agent: string;
  /** A public channel that nobody set up for support. */
  general: string;
  /** A support channel. */
  help: string;
  /** The desk channel. */
  deskChannel: string;
  /** A reference to a thread of this workspace. */
  thread(channel: string, thread: string | null): ThreadRef;
  stop(): Promise<void>;
}

interface Options {
  mode?: Mode;
  fake?: FakeSlackOptions;
  settings?: Partial<SlackSettings>;
  /** Leaves starting the adapter to the test. */
  unstarted?: boolean;
}

export async function startSlackWorld(options: Options = {}): Promise<SlackWorld> {
  const clock = new ManualClock();
  const slack = await startFakeSlack({ clock, retries: false, ...options.fake });
  const customer = slack.addUser({ name: 'customer', displayName: 'The Customer' }).id;
  const agent = slack.addUser({ name: 'agent', displayName: 'The Agent' }).id;
  const general = slack.addChannel({ name: 'general', members: [customer, agent] }).id;
  const help = slack.addChannel({ name: 'help', members: [customer, agent] }).id;
  const deskChannel = slack.addChannel({ name: 'support-desk', isPrivate: true, members: [agent] }).id;
  const mode = options.mode ?? 'http';
  const settings: SlackSettings = {
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingSecret: slack.signingSecret,
    apiUrl: slack.apiUrl,
    mode,
    host: '127.0.0.1',
    port: 0,
    path: '/slack/events',
    deskChannel,
    supportChannels: ['#help'],
    command: '/baton',
    ...options.settings,
  };
  const logger = new RecordingLogger();
  const { channel, desk } = createSlack(settings, { logger, clock });
  const intake = new RecordingIntake();
  if (!options.unstarted) {
    await channel.start(intake);
    if (mode === 'http') await slack.connectHttp(channel.url());
    else await slack.sockets.connected();
  }
  return {
    slack,
    channel,
    desk,
    intake,
    logger,
    clock,
    settings,
    customer,
    agent,
    general,
    help,
    deskChannel,
    thread: (where, thread) => ({ platform: 'slack', workspace: slack.teamId, channel: where, thread }),
    async stop() {
      await channel.stop();
      await slack.stop();
    },
  };
}

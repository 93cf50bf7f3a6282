import type {
  Acceptance,
  AgentDesk,
  ChannelAdapter,
  Intake,
  LoadedFile,
} from '../../src/channels/adapter.ts';
import type { CommandAnswer, CommandCall } from '../../src/channels/command.ts';
import type { InboundEvent } from '../../src/channels/events.ts';
import type { FormAnswer, FormAsk } from '../../src/channels/form.ts';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { Answering } from '../support/answering.ts';
import type { Asker, AskOffers } from './asker.ts';

/** A post as people see it: words without marks of formatting. */
export interface Shown {
  id: string;
  author: string;
  text: string;
  buttons: string[];
  files: { name: string; content: string }[];
}

/** A message that somebody wrote on the platform. */
export interface Said {
  /** The platform's own id of it. */
  id: string;
  /** Where it was written. */
  place: string;
}

export interface GivenFile {
  name: string;
  content: string;
}

/** What a platform can do at all; a contract about anything else is not asked of it. */
export interface Offers {
  /** Delivers an event again that was acknowledged already. */
  redelivery: boolean;
  /** Ordinary channels, in which the bot is spoken to by a mention. */
  mentions: boolean;
  /** Direct messages that are a place of their own. */
  directMessages: boolean;
  /** Other bots that write. */
  otherBots: boolean;
  /** Tells the app to wait. */
  rateLimits: boolean;
  /** Refuses for want of permission. */
  permissions: boolean;
  /** A connection that can drop and come back. */
  reconnects: boolean;
  /** Messages that can be edited and deleted by their authors. */
  changes: boolean;
  /** Shows that an answer is being made. */
  typing: boolean;
  /** Lets an app look up what it has posted. */
  history: boolean;
  /** Files of any kind, both ways, where `ask` writes. */
  files: boolean;
  /** Nobody but the customer sees the place where `ask` writes. */
  alone: boolean;
}

/** The clock of a platform; one that stands still is moved on by the descriptor where the platform would wait. */
export type BedClock = Clock & { advance?(ms: number): void };

/** A platform with a customer and an agent, and the adapter that is to be connected to it. */
export interface Bed {
  channel: ChannelAdapter;
  desk: AgentDesk | undefined;
  intake: ContractIntake;
  clock: BedClock;
  /** The customer, where forms and commands are asked of the platform. */
  asker?: Asker;
  /** The name that the customer goes by. */
  customerName: string;
  /** The person's id, as events tell it. */
  customerId: string;
  /** The platform learns where the adapter is, once that has started. */
  connected(): Promise<void>;
  /** The customer writes where that opens a conversation. Resolves when the platform has delivered it. */
  ask(text: string, files?: GivenFile[]): Promise<Said>;
  /** The customer writes in the thread of an earlier message. */
  reply(to: Said, text: string, files?: GivenFile[]): Promise<Said>;
  askDirectly(text: string): Promise<Said>;
  mention(text: string): Promise<Said>;
  edit(said: Said, text: string): Promise<void>;
  remove(said: Said): Promise<void>;
  redeliver(said: Said): Promise<void>;
  botSays(text: string): Promise<void>;
  /** The customer presses a button of a post of ours. */
  press(post: PostRef, label: string): Promise<void>;
  /** Posts of ours that stand in a thread, in order. */
  shown(thread: ThreadRef): Promise<Shown[]>;
  /** What in the last post of ours pings somebody, or is a mention. */
  pinged(thread: ThreadRef): Promise<string[]>;
  /** The text of the last post of ours in the platform's own form, as a person could write it. */
  wire(thread: ThreadRef): Promise<string>;
  typing(thread: ThreadRef): boolean;
  /** What only the customer was shown. */
  whispered(): Promise<string[]>;
  /** The next post is told to wait. */
  limitRate(seconds: number): void;
  /** The next post is refused. */
  forbid(): void;
  /** The next post arrives, but its answer is lost. */
  loseAnswer(): void;
  /** Drops the connection, lets things happen meanwhile, and waits until it stands again. */
  reconnect(meanwhile: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** One platform for the contract suite: adding a descriptor is all that a new adapter needs. */
export interface PlatformDescriptor {
  name: string;
  offers: Offers;
  /** Forms and commands, where its bed has an `asker`. */
  asks?: AskOffers;
  /** The adapter is not started yet. */
  prepare(clock: BedClock): Promise<Bed>;
}

/** An intake that keeps what is handed in, once, and can be waited on. */
export class ContractIntake extends Answering implements Intake {
  readonly events: InboundEvent[] = [];
  /** How often something was handed in, doubles among them. */
  handedIn = 0;
  /** Rejects, as when nothing can be stored. */
  failing = false;
  private waiting: { probe: () => boolean; resolve: () => void }[] = [];

  async accept(event: InboundEvent): Promise<Acceptance> {
    this.handedIn += 1;
    const known = this.events.some(({ id }) => id === event.id);
    if (!known && !this.failing) this.events.push(event);
    this.look();
    if (this.failing) throw new Error('the store is away');
    return known ? 'duplicate' : 'accepted';
  }

  override form(ask: FormAsk): Promise<FormAnswer> {
    const answer = super.form(ask);
    this.look();
    return answer;
  }

  override command(call: CommandCall): Promise<CommandAnswer> {
    const answer = super.command(call);
    this.look();
    return answer;
  }

  of<K extends InboundEvent['kind']>(kind: K): Extract<InboundEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<InboundEvent, { kind: K }> => event.kind === kind);
  }

  /** The first event of a kind; waits for it. */
  async first<K extends InboundEvent['kind']>(kind: K): Promise<Extract<InboundEvent, { kind: K }>> {
    await this.until(() => this.of(kind).length > 0);
    const [event] = this.of(kind);
    if (!event) throw new Error(`there is no ${kind}`);
    return event;
  }

  /** Resolves when this holds; looked at now, and after each event, form and command. */
  until(probe: () => boolean): Promise<void> {
    if (probe()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ probe, resolve }));
  }

  private look(): void {
    for (const one of this.waiting.filter(({ probe }) => probe())) one.resolve();
    this.waiting = this.waiting.filter(({ probe }) => !probe());
  }
}

/** A file to upload. */
export function loaded(name: string, content: string): LoadedFile {
  const bytes = Buffer.from(content);
  return {
    platform: 'elsewhere',
    id: `elsewhere-${name}`,
    name,
    mediaType: 'text/plain',
    size: bytes.length,
    bytes,
  };
}

import type { AgentDesk, ChannelAdapter, Mark } from '../../src/channels/adapter.ts';
import type { PostRef } from '../../src/channels/refs.ts';
import type { ContractIntake, GivenFile } from './bed.ts';

/** A card, or a message in its thread, as agents see it: without marks of formatting. */
export interface DeskShown {
  id: string;
  text: string;
  buttons: string[];
}

/** A platform with a desk, an agent who is a member of it, and a stranger who is not; the adapter is connected. */
export interface DeskBed {
  channel: ChannelAdapter;
  desk: AgentDesk;
  intake: ContractIntake;
  agent: { id: string; name: string };
  stranger: string;
  /** The agent writes in the thread of a card. Gives the platform's id of the message. */
  write(card: PostRef, text: string, files?: GivenFile[]): Promise<string>;
  edit(card: PostRef, message: string, text: string): Promise<void>;
  remove(card: PostRef, message: string): Promise<void>;
  /** The agent writes at the desk, but in no card's thread. */
  talk(text: string): Promise<void>;
  /** The agent presses a button of a card. */
  press(card: PostRef, label: string): Promise<void>;
  /** The card itself. */
  card(card: PostRef): Promise<DeskShown>;
  /** What we posted in a card's thread, in order. */
  thread(card: PostRef): Promise<DeskShown[]>;
  /** Whom the platform calls by what we posted in a card's thread: ids of people, and `everyone`. */
  called(card: PostRef): Promise<string[]>;
  /** How a message in a card's thread is marked, as everybody there sees it: signs, or words. */
  marks(card: PostRef, message: string): Promise<string[]>;
  /** What only the agent was shown. */
  whispered(): Promise<string[]>;
  /** The agent comes, or goes away and is noticed to have; where the platform shows that. */
  appear(there: boolean): Promise<void>;
  /** The agent is taken out of the desk. */
  expel(): Promise<void>;
  stop(): Promise<void>;
}

/** One platform for the desk's contract. */
export interface DeskDescriptor {
  name: string;
  /** Desk talk outside a card's thread exists there. */
  talks: boolean;
  /** How each mark is shown there. */
  signs: Readonly<Record<Mark, string[]>>;
  /** Members can be taken out there. */
  expels: boolean;
  start(): Promise<DeskBed>;
}

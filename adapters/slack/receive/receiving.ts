import type { Receiver } from '@slack/bolt';

/** A way in which Slack reaches us. Bolt's app is given the `receiver`; starting and stopping is done here. */
export interface Receiving {
  receiver: Receiver;
  /** Resolves when events can arrive. */
  start(): Promise<void>;
  /** Lets what is under way end, then lets go of the connection. */
  stop(): Promise<void>;
  /** The request URL in HTTP mode; empty in Socket Mode. */
  url(): string;
}

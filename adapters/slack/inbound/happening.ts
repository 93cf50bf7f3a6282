import type { Via } from '../../../src/channels/events.ts';
import type { FileRef } from '../../../src/channels/refs.ts';

/** Where something happened: at a post, in a thread (null: in the direct message itself). */
interface At {
  /** Stable id of the event. */
  id: string;
  channel: string;
  thread: string | null;
  /** The post's own time stamp. */
  ts: string;
  /** ISO 8601. */
  at: string;
  /** It happened at the desk. */
  desk: boolean;
}

/** What Slack told, as far as it concerns us, before names are looked up. */
export type Happening =
  | (At & { kind: 'message'; user: string; text: string; emoji: Emoji; files: FileRef[]; via: Via })
  | (At & { kind: 'edited'; user: string; text: string; emoji: Emoji })
  | (At & { kind: 'deleted' })
  | (At & { kind: 'action'; user: string; action: string; value: string });

/** Characters of the emoji in a message, by name. */
export type Emoji = ReadonlyMap<string, string>;

/** Something that is not handed in. Only what is `malformed` is worth a line in the log. */
export interface Nothing {
  kind: 'nothing';
  why: string;
  malformed?: boolean;
}

/** What decides whom a message concerns. */
export interface Territory {
  botUser: string;
  /** The desk channel's id; undefined where the desk is elsewhere. */
  desk: string | undefined;
  /** Ids of the support channels. */
  support: ReadonlySet<string>;
}

import type { CommandAnswer, CommandCall, Completion, CompletionAsk } from './command.ts';
import type { Button, Content, TextContent } from './content.ts';
import type { InboundEvent } from './events.ts';
import type { FormAnswer, FormAsk } from './form.ts';
import type { FileRef, PostRef, ThreadRef } from './refs.ts';

/** What became of an event that was handed in. Each means: it is safe to acknowledge to the platform. */
export type Acceptance =
  /** Stored; it will be worked on, whatever happens to this process. */
  | 'accepted'
  /** Known already; nothing changed. */
  | 'duplicate'
  /** Concerns no conversation of ours. */
  | 'ignored'
  /** Malformed or not allowed; logged with the reason. */
  | 'refused';

/** Where adapters hand in events. Rejects only when nothing could be stored: then do not acknowledge. */
export interface Intake {
  accept(event: InboundEvent): Promise<Acceptance>;
  /** The form that a button opens, as things are now; changes nothing. Rejects where it cannot be told. */
  form(ask: FormAsk): Promise<FormAnswer>;
  /** Answers a command. Mistakes, missing rights and a database that does not answer are answers too. */
  command(call: CommandCall): Promise<CommandAnswer>;
  /** How a command could go on; never rejects. */
  complete(ask: CompletionAsk): Promise<Completion[]>;
}

/** A file with its bytes, to be uploaded with a post. */
export interface LoadedFile extends FileRef {
  bytes: Uint8Array;
}

/** How one post is to be made. */
export interface PostOptions {
  /** Idempotency key, stored with the post where the platform can, so that `findPosted` finds it. At most 200 characters. */
  key: string;
  /** Aborts the request; whether the platform took it is then unknown. */
  signal?: AbortSignal;
  /** Those of the content's files that could be read: upload them. Show the others by name, and link where there is a url. */
  files?: LoadedFile[];
}

/**
 * A place where Baton can post. Methods that call the platform throw `RateLimited` when told to wait, a BatonError
 * `delivery.permanent` when trying again cannot help (channel gone, no permission), and anything else when it may.
 * They never retry and never wait for a rate limit by themselves: the delivery does.
 */
export interface Surface {
  readonly platform: string;
  /** The largest file that `post` can upload, bytes; 0 where it can upload none. */
  readonly fileLimit: number;
  /**
   * Cuts content at sensible places into posts that the platform takes, buttons on the last that has words. Each is one
   * write on the platform, so files become a post of their own, at the end, where the platform wants it so. Pure.
   */
  split(content: Content): Content[];
  /** Posts content that `split` gave. */
  post(thread: ThreadRef, content: Content, options: PostOptions): Promise<PostRef>;
  /** Replaces the content of a post of ours; its files stay as they are. */
  update(post: PostRef, content: Content): Promise<void>;
  /** Deletes a post of ours; no error where it is gone already. */
  remove(post: PostRef): Promise<void>;
  /** Tells something to one person only (ephemeral); by direct message where the platform has nothing better. */
  whisper(thread: ThreadRef, personId: string, content: TextContent): Promise<void>;
  /**
   * Looks on the platform for a post made with this key, not earlier than `since`. For records in doubt after a crash.
   * `content`: what was posted, for posts that the platform stores no key with.
   */
  findPosted(thread: ThreadRef, key: string, since: Date, content: Content): Promise<PostRef | undefined>;
  /**
   * Reads a file that came in on this platform. Throws a BatonError `file.unreadable` where it is gone, not ours to
   * read, or larger than `maxBytes`, and whatever `post` throws where trying again may help.
   */
  readFile(file: FileRef, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array>;
}

/** One finding of `baton doctor`. */
export interface Finding {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do, where it is not ok. */
  mend?: string;
}

/** Turns one platform's events into ours, and our messages into theirs. */
export interface ChannelAdapter extends Surface {
  /** Connects and begins to hand events in. Resolves when ready to receive. */
  start(intake: Intake): Promise<void>;
  /** Stops receiving, waits for what is being accepted, and disconnects. */
  stop(): Promise<void>;
  /** Shows or ends the sign that an answer is being made; a hint, so it never throws. */
  typing(thread: ThreadRef, on: boolean): Promise<void>;
  /** Checks credentials, scopes and reachability for `baton doctor`. */
  check(): Promise<Finding[]>;
  /**
   * Erases what the adapter itself keeps of what somebody on its platform said up to a moment (ISO 8601), with their name
   * and files; absent where it keeps nothing of the kind. Safe to repeat. Rejects where something is left: it is called
   * again then. May be called while the adapter is not started.
   */
  forget?(person: { workspace: string; id: string }, upTo: string): Promise<void>;
}

/**
 * What became of an agent's message: `waiting` to be sent to the customer; `sent`: it has arrived; `failed`: it could not be
 * sent; `note`: it stays at the desk.
 */
export type Mark = 'waiting' | 'sent' | 'failed' | 'note';

/** How a message of an agent is marked. */
export interface Marking {
  mark: Mark;
  /** As what it was marked before, as far as that is known: this is taken away. */
  before: Mark | null;
  /** What its author can do about it. Shown by desks that spell marks out, and to nobody else. */
  buttons: Button[];
}

/** Where agents work: a private channel with one card, and one thread under it, per escalation. */
export interface AgentDesk extends Surface {
  /** Where cards are posted. */
  readonly channel: ThreadRef;
  /** Whether the person may act at the desk now; membership of the desk channel decides. */
  isMember(personId: string): Promise<boolean>;
  /** Everybody who may act at the desk, without bots; absent where the platform cannot tell. Throws like `post`. */
  members?(): Promise<{ id: string; name: string }[]>;
  /**
   * Whether marks stand under a message in words, with buttons. Where not they are small signs, there is none for `waiting`,
   * and who is to be offered something is whispered to.
   */
  readonly spellsMarks: boolean;
  /**
   * Marks an agent's message in the thread of a card, in place of its earlier mark; the same again changes nothing. A hint:
   * throws like `post` where trying again may help, and never for good.
   */
  mark(post: PostRef, marking: Marking): Promise<void>;
  /**
   * Those of these people who are there by what the platform shows of them now; absent where it tells an app nothing of
   * that. At most 20 are asked about at once. Throws like `post`.
   */
  present?(personIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Checks that the desk exists and that we may post there, for `baton doctor`. */
  checkDesk(): Promise<Finding[]>;
}

/** A channel of a platform that could be named in the settings. */
export interface Place {
  id: string;
  /** As people see it, such as `#help`. */
  name: string;
  /** It is private, and cards can be posted in it. */
  fitsDesk: boolean;
}

/** People who are let in together, such as a role of a server. */
export interface Group {
  id: string;
  name: string;
}

/** What `baton setup` asks of a platform. Every method throws like those of a `Surface`. */
export interface Places {
  /** The channels that the bot may post in, by name. */
  list(): Promise<Place[]>;
  /** Whom a desk can be made for besides one person; absent where the platform lets in people alone. */
  groups?(): Promise<Group[]>;
  /** Makes a private channel that this person, or group, is in; safe to repeat. */
  makeDesk(name: string, who: string): Promise<Place>;
  /** Makes the commands known to the platform; absent where they come with the app itself. */
  registerCommands?(): Promise<void>;
  /** Makes the desk ready to post. Unlike a start of the channel, nothing is received. */
  openDesk(): Promise<void>;
}

/** A small durable record store for an adapter's own needs (the web workspace keeps its threads in it). */
export interface AdapterStorage {
  /** Stores a record once: false, and nothing changed, where `id` exists in `kind`. */
  insert(kind: string, record: StoredRecord): Promise<boolean>;
  /** Replaces the value of a record; false where there is none. */
  replace(kind: string, id: string, value: object): Promise<boolean>;
  get(kind: string, id: string): Promise<StoredRecord | undefined>;
  /** Forgets a record; no error where there is none. */
  remove(kind: string, id: string): Promise<void>;
  /** Records of one group, ascending by `order` beyond `after`. */
  list(kind: string, group: string, options?: { after?: number; limit?: number }): Promise<StoredRecord[]>;
}

export interface StoredRecord {
  id: string;
  /** What belongs together and is listed together, such as a thread. */
  group: string;
  /** Ascending in its group; milliseconds or a counter. */
  order: number;
  value: object;
}

/** Elects one holder of a name among all processes on one store. */
export interface Leases {
  /**
   * Calls `work` whenever this process comes to hold `name`, in turn with every other process that asks for it, and
   * again after `work` ends by itself. `lost` aborts when the lease is lost or released: `work` must then end at once,
   * for another process may begin.
   */
  hold(name: string, work: (lost: AbortSignal) => Promise<void>): HeldLease;
}

export interface HeldLease {
  /** Stops asking, aborts the work, waits for its end, and leaves the lease to the next. */
  release(): Promise<void>;
}

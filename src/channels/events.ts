import type { FileRef, Person, PostRef, ThreadRef } from './refs.ts';

/** What every event carries, whatever it says. */
interface Envelope {
  /**
   * Stable: the same happening on the platform always has the same id, however often and by whichever of the
   * platform's event types it is delivered. Unique in (platform, workspace). At most 200 characters.
   */
  id: string;
  platform: string;
  workspace: string;
  /** When it happened, by the platform's clock, ISO 8601 with milliseconds. Orders events of one conversation. */
  at: string;
}

/** How a customer's message reached us, which decides whether it may open a conversation (`thread` never does). */
export type Via = 'mention' | 'dm' | 'support_channel' | 'shortcut' | 'thread';

/** A customer wrote. Text is canonical Markdown, with the mention of the bot itself taken out. */
export interface CustomerMessageEvent extends Envelope {
  kind: 'customer.message';
  thread: ThreadRef;
  post: PostRef;
  author: Person;
  text: string;
  files: FileRef[];
  via: Via;
  /** Where an agent opens the message on the platform. */
  permalink?: string;
  /** What the place says it is about, such as the tags of a forum post. */
  area?: string;
  /** Set by the intake: the text was longer than this many characters, and was cut there. */
  cutAt?: number;
}

/** A customer edited an earlier message; `text` is the whole new text. */
export interface CustomerEditedEvent extends Envelope {
  kind: 'customer.edited';
  thread: ThreadRef;
  post: PostRef;
  author: Person;
  text: string;
}

/** A customer deleted an earlier message. */
export interface CustomerDeletedEvent extends Envelope {
  kind: 'customer.deleted';
  thread: ThreadRef;
  post: PostRef;
}

/** A customer pressed a button of ours. */
export interface CustomerActionEvent extends Envelope {
  kind: 'customer.action';
  thread: ThreadRef;
  /** The post that carries the button. */
  post: PostRef;
  author: Person;
  /** The button's id as we made it (`Button.id`); unknown ids are passed on and refused by the core. */
  action: string;
  value: string;
  /** What was filled in, where it came by a form. */
  fields?: Record<string, string>;
}

/** A customer typed a command, such as `/baton human`. */
export interface CustomerCommandEvent extends Envelope {
  kind: 'customer.command';
  /** The thread it was typed in where the platform tells; else a direct-message thread with the author. */
  thread: ThreadRef;
  /** The channel it was typed in; the author's open conversation there is meant, where there is one. */
  channel: string;
  author: Person;
  /** First word, lower case. */
  command: string;
  args: string;
}

/** Someone wrote in the thread of a card at the desk. */
export interface DeskMessageEvent extends Envelope {
  kind: 'desk.message';
  /** The card's thread. */
  thread: ThreadRef;
  post: PostRef;
  author: Person;
  text: string;
  files: FileRef[];
}

/** Someone edited a message in the thread of a card. */
export interface DeskEditedEvent extends Envelope {
  kind: 'desk.edited';
  thread: ThreadRef;
  post: PostRef;
  author: Person;
  text: string;
}

/** Someone deleted a message in the thread of a card. */
export interface DeskDeletedEvent extends Envelope {
  kind: 'desk.deleted';
  thread: ThreadRef;
  post: PostRef;
}

/** Someone pressed a button on a card or in its thread. */
export interface DeskActionEvent extends Envelope {
  kind: 'desk.action';
  /** The thread of the card (a card's own post id, where it has no thread yet). */
  thread: ThreadRef;
  post: PostRef;
  author: Person;
  action: string;
  /** The escalation's id, as we put it into the button. */
  value: string;
  /** What was filled in, where it came by a form. */
  fields?: Record<string, string>;
}

export type CustomerEvent =
  | CustomerMessageEvent
  | CustomerEditedEvent
  | CustomerDeletedEvent
  | CustomerActionEvent
  | CustomerCommandEvent;

export type DeskEvent = DeskMessageEvent | DeskEditedEvent | DeskDeletedEvent | DeskActionEvent;

/** Everything that an adapter can hand to the intake. */
export type InboundEvent = CustomerEvent | DeskEvent;

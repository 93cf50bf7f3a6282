import type { FileRef } from './refs.ts';

/** A button. What it does is told by `id`; what it is about by `value`. */
export interface Button {
  /** Action id, such as `human` or `claim`; comes back as the `action` of an action event. */
  id: string;
  label: string;
  value: string;
  style?: 'primary' | 'danger';
  /** Pressing it settles what a whisper asks: its buttons go away then, where the platform lets us. */
  settles?: true;
}

/** An article that an answer rests on. */
export interface Source {
  title: string;
  url?: string;
}

/** Somebody who is to notice a post at the desk, and is told by the platform. */
export interface Mention {
  id: string;
  name: string;
}

/** A message to post. Text is canonical Markdown; each adapter converts it to its platform's form. */
export interface TextContent {
  kind: 'text';
  text: string;
  /** Shown as the author where the platform permits; else the adapter names them in the text. Absent: the assistant. */
  author?: { name: string; avatarUrl?: string };
  /** Says that a machine wrote it, where the platform has a label for that. */
  generated?: boolean;
  /**
   * More is still being written, for this person: the post will be updated with the same beginning. Where the platform
   * has a way of its own to show that, it is used.
   */
  unfinished?: { personId: string };
  /** `note` and `system` look unlike a message to the customer. Default `message`. */
  tone?: 'message' | 'note' | 'system';
  /** Who is to notice it; named before the text. */
  mentions?: Mention[];
  sources?: Source[];
  buttons?: Button[];
  files?: FileRef[];
}

/** A block of a card: a heading and Markdown beneath it. */
export interface CardSection {
  heading?: string;
  text: string;
}

/** A card, neutral of platform: rendered to Block Kit, Discord components, Adaptive Cards and HTML. */
export interface Card {
  title: string;
  /** `waiting`: nobody has it; `held`: somebody works on it; `ended`: nothing is left to do. */
  state: 'waiting' | 'held' | 'ended';
  /** One line under the title, such as who holds it. */
  status: string;
  fields: { label: string; value: string }[];
  /** Who is to notice the card when it comes. */
  mentions?: Mention[];
  sections: CardSection[];
  buttons: Button[];
  /** Opens the customer's thread. */
  link?: { label: string; url: string };
}

export interface CardContent {
  kind: 'card';
  card: Card;
}

export type Content = TextContent | CardContent;

/** What a post says after an edit: the words are the new ones, the files stay. */
export function keepingFiles(before: Content, after: Content): Content {
  if (before.kind !== 'text' || after.kind !== 'text' || !before.files) return after;
  return { ...after, files: before.files };
}

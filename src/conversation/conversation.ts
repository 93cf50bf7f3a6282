import { createHash } from 'node:crypto';
import type { Source } from '../channels/content.ts';
import { type Person, type ThreadRef, threadKey } from '../channels/refs.ts';
import type { Contacts } from '../escalation/contacts.ts';
import type { Escalation } from '../escalation/escalation.ts';
import { newTally, type Tally } from '../escalation/tally.ts';
import type { Draft } from './draft.ts';
import type { Relay, Role } from './message.ts';
import type { Visit } from './visit.ts';

/** Who speaks for us now. */
export type Owner = 'assistant' | 'queue' | 'agent';

/** Someone who has spoken in a conversation. */
export interface Participant extends Person {
  role: 'customer' | 'agent';
}

/** One of the latest messages, kept on the conversation so that handling a message reads nothing else. */
export interface RecentMessage {
  seq: number;
  role: Role;
  name: string;
  /** The id of its author; absent for what we say ourselves. */
  by?: string;
  /** Cut at `RECENT_TEXT_LIMIT` characters. */
  text: string;
  /** What an answer rested on. */
  sources: Source[];
}

/** An answer being made. It is committed only under the same epoch and with no newer customer message. */
export interface PendingReply {
  id: string;
  /** Whom it is for: the customer, or as a draft the holder, who may have asked for it. */
  for: 'customer' | 'holder' | 'holder_asked';
  epoch: number;
  /** The customer's newest message that the reply has in view. */
  afterSeq: number;
  /** When another process may take the reply over, ISO 8601. */
  until: string;
  /** The beginning of it that has been shown already, and what carried it; null where nothing has. */
  shown: { text: string; relay: Relay } | null;
}

/** One customer issue in one thread of one channel: the whole state that decisions are made on. */
export interface Conversation {
  id: string;
  thread: ThreadRef;
  /** `new`: nothing opened it yet. */
  status: 'new' | 'open' | 'resolved';
  owner: Owner;
  /** Ownership epoch: grows at each change of owner. */
  epoch: number;
  /** Number of messages so far; the next message gets `seq + 1`. */
  seq: number;
  /** Number of posts ordered so far; keeps deliveries in order. */
  posts: number;
  lastCustomerSeq: number;
  openedBy: Person | null;
  /** How the person who opened it was in touch before; null until it opens. */
  contacts: Contacts | null;
  /** The id of who wrote the customers' newest message. */
  speaker: string | null;
  openedAt: string | null;
  resolvedAt: string | null;
  participants: Participant[];
  recent: RecentMessage[];
  /** The draft that the holder has before them. */
  draft: Draft | null;
  /** Drafts so far; numbers the next one. */
  drafts: number;
  /** What was said before the latest messages, in short. */
  summary: string;
  reply: PendingReply | null;
  /** The escalation that is going on. */
  episode: Escalation | null;
  /** Escalations so far; numbers the next one. */
  episodes: number;
  /** What is known of the present stretch with the assistant; decisions are made on it. */
  tally: Tally;
  /** The last episode that ended: within the grace window a later message goes back to its holder. */
  lastEpisode: Escalation | null;
  /** Where an agent opens the conversation on the platform. */
  permalink: string | null;
  /** What the place says it is about, such as the tags of a forum post. */
  area: string | null;
  /** Edits and deletes that came before the message that they are of; at most `EARLY_LIMIT`. */
  early: EarlyEdit[];
  /** Numbers of the escalations that the customer has rated. */
  rated: number[];
  /** The customer's latest visit; null or absent where none has begun. */
  visit?: Visit | null;
  /** Of these, those that they have added a comment to; absent: none. */
  commented?: number[];
  /** What agents found out and gave to the assistant with the conversation, oldest first; absent: nothing. */
  findings?: string[];
}

/** An edit, or with null a delete, whose message has not come yet. */
export interface EarlyEdit {
  postId: string;
  text: string | null;
}

/** Findings remembered; an older one has been said, or no longer matters. */
export const FINDINGS_LIMIT = 5;
/** Rated escalations remembered; who has more than that presses buttons of long ago. */
export const RATED_LIMIT = 100;
/** Early edits remembered; platforms deliver out of order by seconds, so there are never many. */
export const EARLY_LIMIT = 5;

/** Messages kept in `recent`; at the most, those of one step more, which then go into the summary together. */
export const RECENT_MESSAGES = 20;
export const RECENT_STEP = 20;
/** Characters of each message kept in `recent`; the whole text is in the Message record. */
export const RECENT_TEXT_LIMIT = 2_000;
/** Participants kept by name; beyond it a thread is a crowd, and names are on the messages anyway. */
const PARTICIPANTS_LIMIT = 50;

/** The id of the conversation in a thread: always the same, and short enough for a button of any platform. */
export function conversationId(thread: ThreadRef): string {
  return createHash('sha256').update(threadKey(thread)).digest('base64url').slice(0, 22);
}

/** The state before anything happened in a thread. */
export function newConversation(thread: ThreadRef): Conversation {
  return {
    id: conversationId(thread),
    thread,
    status: 'new',
    owner: 'assistant',
    epoch: 0,
    seq: 0,
    posts: 0,
    lastCustomerSeq: 0,
    openedBy: null,
    contacts: null,
    speaker: null,
    openedAt: null,
    resolvedAt: null,
    participants: [],
    recent: [],
    summary: '',
    draft: null,
    drafts: 0,
    reply: null,
    episode: null,
    episodes: 0,
    tally: newTally(null),
    lastEpisode: null,
    permalink: null,
    area: null,
    early: [],
    rated: [],
    visit: null,
  };
}

/** The participants with this person among them, under their newest name. */
export function withParticipant(
  participants: Participant[],
  person: Person,
  role: Participant['role'],
): Participant[] {
  const known = participants.findIndex((one) => one.id === person.id && one.role === role);
  const participant = { ...person, role };
  if (known >= 0) return participants.with(known, participant);
  return participants.length < PARTICIPANTS_LIMIT ? [...participants, participant] : participants;
}

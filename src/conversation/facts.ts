import type { Account } from '../accounts/account.ts';
import type { InboundEvent } from '../channels/events.ts';
import type { Contacts } from '../escalation/contacts.ts';
import type { Policy } from '../escalation/policy.ts';
import type { Reader } from '../escalation/reader.ts';
import type { TextKey, Texts } from '../platform/texts.ts';
import type { Agent } from '../routing/agent.ts';
import type { Hours } from '../routing/hours.ts';
import type { Waiting } from '../routing/next-waiting.ts';
import type { RoutingWeights } from '../routing/score.ts';
import type { WaitSample } from '../routing/wait.ts';
import type { Carried } from './effects.ts';
import type { Message } from './message.ts';
import type { Reply, SimilarCase } from './reply.ts';

/** What a transition may look at besides the conversation and the event. */
export interface Facts {
  now: Date;
  texts: Texts;
  settings: TransitionSettings;
  policy: Policy;
  /** Reads a customer's message. */
  read: Reader;
  /** Whether the event's author may act at the desk; false for customers. */
  actorIsMember: boolean;
  /** The desk could not tell, and the event has waited long enough: its author must be asked to try again. */
  memberUnknown: boolean;
  /** Whether the event comes from the desk's own workspace and channel. */
  atDesk: boolean;
  /** The message that the event edits, deletes, or does something with; null where it is not (yet) known. */
  original: Message | null;
  /** Whether the event's author wants the co-pilot wherever a human leads, whatever they press. */
  wantsCopilot: boolean;
  /** Whether there is something to send again, where the event asks for that. */
  retryable: boolean;
  desk: DeskView;
  /** The account of the person who opened the conversation, whoever the event is of; null where none is known. */
  account: Account | null;
  /** How that person was in touch before; looked up when a conversation opens, and null with every other event. */
  contacts: Contacts | null;
  /** Whether the agent has room for one more, where the event is a claim: it is kept for it until the claim fails. */
  seat: 'kept' | 'full' | 'not_asked';
  /** Whether words of the assistant are on their way to the customer at this moment. */
  answerInFlight: boolean;
}

/** `answer`: the assistant answers; `draft`: people do, and it drafts for them; `off`: people do. */
export type AnswerMode = 'answer' | 'draft' | 'off';

export interface AnswerModes {
  everywhere: AnswerMode;
  /** By the id of a channel. */
  places: Readonly<Record<string, AnswerMode>>;
  /** By the name of a category. */
  categories: Readonly<Record<string, AnswerMode>>;
}

/** The settings that transitions depend on. */
export interface TransitionSettings {
  /** Languages that customers are addressed in, ISO 639-1; empty for every one that there are texts in. */
  languages: readonly string[];
  /** What the assistant does in a place, and for a category: the place goes first, else it answers. */
  modes: AnswerModes;
  /** A desk message that begins with it stays internal. */
  noteMark: string;
  /** Whether the holder's messages go to the customer, or stay notes until they are sent. */
  deskMessages: 'send' | 'notes';
  /** How long a holder's message waits before it goes to the customer, milliseconds. */
  undoForMs: number;
  /** How long an unclaimed customer waits before being told again, milliseconds; doubles each time. */
  reminderAfterMs: number;
  /** How long after a human resolved it a later message goes back to the same agent, milliseconds. */
  graceWindowMs: number;
  /** Whether the customer is asked for a rating after a human resolved it. */
  askRating: boolean;
  desk: DeskSettings;
  /** How long one process may work on a reply before another may take it over, milliseconds. */
  replyLeaseMs: number;
}

/** How agents work; times in milliseconds. */
export interface DeskSettings {
  /** How long a claim holds without work while the customer waits. */
  leaseMs: number;
  /** How long before its end the holder is warned. */
  warnMs: number;
  /** How long Snooze puts off. */
  snoozeMs: number;
  /** After how long a silence of the customer the holder is reminded. */
  idleMs: number;
  /** After how long without work another agent may take it over. */
  takeOverMs: number;
  /** Conversations that an agent may hold at once; 0 for no limit. */
  capacity: number;
  /** IANA; times are told at the desk in it. */
  timeZone: string;
  /** Whether it counts what the platform tells of who is there. */
  heedPresence: boolean;
  /** The yearly value from which an account asks for the most experienced; 0 leaves the value out. */
  highValue: number;
  /** Hours by name: `default` for the desk, others by skill or for agents. */
  hours: Readonly<Record<string, Hours>>;
  /** The skill that a category asks for. */
  skills: Readonly<Record<string, string>>;
  /** How many agents are asked at first. */
  picks: number;
  /** Categories in which the best alone is asked at first, and those for which the on-call is asked outside hours. */
  autoAssign: readonly string[];
  urgent: readonly string[];
  /** After how long without a claim more agents, and the on-call, are asked. */
  widenAfterMs: number;
  pageAfterMs: number;
  onCall: readonly string[];
  weights: RoutingWeights;
}

/** The desk as it is at a moment; a few seconds old at most. */
export interface DeskView {
  agents: readonly Agent[];
  /** Escalations that wait, oldest first. */
  waiting: readonly Waiting[];
  /** The latest waits, oldest first. */
  samples: readonly WaitSample[];
}

/** An agent has room for one more, or is back: what has waited longest for somebody like them is asked of them. */
export interface AgentFreeEvent {
  kind: 'agent.free';
  id: string;
  at: string;
  agent: { id: string; name: string };
  /** The escalation's id. */
  about: string;
}

/** Makes a reply known to the conversation. */
export interface ReplyReadyEvent {
  kind: 'reply.ready';
  id: string;
  at: string;
  replyId: string;
  reply: Reply;
  /** For a draft: cases like it. */
  similar?: SimilarCase[];
}

/** The beginning of a reply that may be shown, while the rest is being made. */
export interface ReplyProgressEvent {
  kind: 'reply.progress';
  id: string;
  at: string;
  replyId: string;
  /** All of it so far, canonical Markdown. */
  text: string;
}

/** An action that was approved has been done, or could not be. */
export interface ActionDoneEvent {
  kind: 'action.done';
  id: string;
  at: string;
  actionId: string;
  ok: boolean;
  /** What came of it, in words. */
  text: string;
}

/** A model has told an escalation in short. */
export interface BriefReadyEvent {
  kind: 'brief.ready';
  id: string;
  at: string;
  escalationId: string;
  /** The issue in one line; null where the model's words did not hold. */
  summary: string | null;
  /** How the holder may greet the customer; null likewise, and where the assistant steps back entirely. */
  firstMessage: string | null;
}

/** A timer is due: of an escalation, or of the conversation itself. */
export interface TimerEvent {
  kind: 'timer';
  id: string;
  at: string;
  name: string;
  /** The escalation's id, or the conversation's. */
  about: string;
}

/** A post could not be delivered and was given up. */
export interface DeliveryFailedEvent {
  kind: 'delivery.failed';
  id: string;
  at: string;
  lane: 'customer' | 'desk';
  reason: string;
  /** The order whose posts can be sent again; null where none can. */
  order: number | null;
  /** The agent's message that it carried. */
  carried: Carried | null;
}

/** Something that the whole desk must know, and that concerns no single conversation. */
export interface NoticeEvent {
  kind: 'notice';
  id: string;
  at: string;
  key: TextKey;
  params: Record<string, string>;
}

export type InternalEvent =
  | ActionDoneEvent
  | AgentFreeEvent
  | BriefReadyEvent
  | NoticeEvent
  | ReplyReadyEvent
  | ReplyProgressEvent
  | TimerEvent
  | DeliveryFailedEvent;

/** Everything that can happen to a conversation. */
export type ConversationEvent = InboundEvent | InternalEvent;

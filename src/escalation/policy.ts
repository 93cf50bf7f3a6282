import type { Category } from './classify/category.ts';
import type { TriggerName } from './signal.ts';

/** What a category does by itself: brings a human, offers one, or only weighs. */
export type CategoryRule = 'escalate' | 'offer' | 'weigh';

/** A category with what the policy says of it. */
export interface PolicyCategory extends Category {
  rule: CategoryRule;
  /** What signals are multiplied with in this category; 1 changes nothing. */
  factor: number;
  /** How a human takes over in this category; `default`: as everywhere. */
  mode: 'soft' | 'hard' | 'default';
}

/** What the decision goes by besides the facts; from the configuration. */
export interface Policy {
  /** At or above this urgency a human is offered, 0..1. */
  offerAt: number;
  /** At or above it one is brought in, 0..1. */
  escalateAt: number;
  /** What behavioural signals may do: offer before they escalate, escalate at once, or nothing. */
  behavioural: 'offer_first' | 'escalate' | 'off';
  /** After an episode has ended, no human is offered for so long unless somebody asks, milliseconds. */
  coolDownMs: number;
  /** How strongly each trigger counts, 0 (off) to 1. The explicit request always counts in full. */
  weights: Readonly<Record<Exclude<TriggerName, 'explicit_request'>, number>>;
  /** What signals are multiplied with in an area, by the area's name in small letters. */
  areas: Readonly<Record<string, number>>;
  /** The area of a channel, by its id, where the place itself says none. */
  places: Readonly<Record<string, string>>;
  /** How strongly an account's tier asks for a human, 0..1, by the tier's name in small letters. */
  tiers: Readonly<Record<string, number>>;
  categories: readonly PolicyCategory[];
  /** Messages of the customer after which a stretch counts as unresolved, and as long. */
  unresolvedTurns: number;
  longTurns: number;
  /** Time after which it counts as unresolved, and time that an offer waits for an answer, milliseconds. */
  unresolvedMs: number;
  offerWaitMs: number;
  /** Confidence below which an answer counts as unsure, 0..1. */
  sureAt: number;
  /** How a human takes over. */
  mode: 'soft' | 'hard';
  /** At or below this mood, -1..1, the assistant steps back entirely. */
  upsetAt: number;
}

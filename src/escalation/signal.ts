/** Every trigger, and whose family it is of. */
export const TRIGGER_FAMILIES = {
  explicit_request: 'explicit',
  repeated_question: 'behavioural',
  failed_attempts: 'behavioural',
  dissatisfied: 'behavioural',
  negative_sentiment: 'behavioural',
  not_solved: 'behavioural',
  long_session: 'behavioural',
  category: 'policy',
  account_tier: 'policy',
  approval_needed: 'policy',
  low_confidence: 'policy',
  no_grounding: 'policy',
  unresolved_turns: 'time',
  unresolved_time: 'time',
  offer_unanswered: 'time',
  outage: 'time',
  model: 'policy',
} as const;

export type TriggerName = keyof typeof TRIGGER_FAMILIES;

/** What a trigger says: that a human may be needed, how strongly, and why. */
export interface Signal {
  name: TriggerName;
  /** 0..1 */
  strength: number;
  /** In words, for the agent and the admin. */
  evidence: string;
}

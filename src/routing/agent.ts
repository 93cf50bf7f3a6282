/** An agent as far as routing goes. */
export interface Agent {
  id: string;
  name: string;
  /** Names of skills, such as `billing`. */
  skills: readonly string[];
  /** ISO 639-1; empty where it is not known: then any. */
  languages: readonly string[];
  /** 0 (new) to 1 (the most experienced). */
  seniority: number;
  /** Escalations that they can hold at once. */
  capacity: number;
  /** Escalations that they hold. */
  load: number;
  /** Whether they can be asked now; else why not. `not_present`: the platform shows them as away, which may be wrong. */
  availability: 'there' | 'not_present' | 'away' | 'off_hours';
  /** When they took an escalation last, ISO 8601; null where they have not lately. */
  lastClaimAt: string | null;
}

/** What an escalation asks of whoever takes it. */
export interface Need {
  /** Must be among the agent's skills; null where none is asked for. */
  skill: string | null;
  /** ISO 639-1; null where it is not known. */
  language: string | null;
  /** 0 (anybody can) to 1 (takes experience): how complex, and how valuable the account is. */
  weight: number;
  /** Ids of agents who helped this customer before. */
  helpedBefore: readonly string[];
}

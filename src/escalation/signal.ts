/** What a trigger says: that a human may be needed, how strongly, and why. */
export interface Signal {
  /** The trigger's name, such as `explicit_request`. */
  name: string;
  /** 0..1 */
  strength: number;
  /** In words, for the agent and the admin. */
  evidence: string;
}

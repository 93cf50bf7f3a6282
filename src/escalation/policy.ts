/** What the decision goes by besides the facts; from the configuration. */
export interface Policy {
  /** At or above it a human is brought in, 0..1. */
  escalateAt: number;
  /** At or above it a human is offered, 0..1. */
  offerAt: number;
}

/** The launch policy: a clear request brings a human; what is vague gets an offer. */
export const launchPolicy: Policy = { escalateAt: 0.8, offerAt: 0.4 };

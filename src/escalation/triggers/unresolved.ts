import { isTroubled } from '../tally.ts';
import type { Trigger } from '../trigger.ts';

/** After so many of the customer's messages there is still no end. */
export const unresolvedTurns: Trigger = ({ tally: { turns } }, { unresolvedTurns: most }) =>
  turns < most
    ? undefined
    : { name: 'unresolved_turns', strength: 1, evidence: `not solved after ${turns} messages` };

/** After so much time there is still no end. */
export const unresolvedTime: Trigger = ({ tally, now, occasion }, { unresolvedMs }) => {
  const { since } = tally;
  if (since === null) return undefined;
  // Who has fallen silent after a good answer has got what they wanted.
  if (occasion === 'timer' && !isTroubled(tally)) return undefined;
  const ms = Date.parse(now) - Date.parse(since);
  if (!(ms >= unresolvedMs)) return undefined;
  return {
    name: 'unresolved_time',
    strength: 1,
    evidence: `not solved after ${Math.round(ms / 60_000)} minutes`,
  };
};

/** The customer has not answered our offer of a human. */
export const offerUnanswered: Trigger = ({ unanswered }) =>
  unanswered
    ? { name: 'offer_unanswered', strength: 1, evidence: 'has not answered the offer of a human' }
    : undefined;

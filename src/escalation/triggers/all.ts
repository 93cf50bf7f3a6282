import type { Trigger } from '../trigger.ts';
import { accountTier } from './account-tier.ts';
import { approvalNeeded } from './approval-needed.ts';
import { category } from './category.ts';
import { dissatisfied } from './dissatisfied.ts';
import { explicitRequest } from './explicit-request.ts';
import { failedAttempts } from './failed-attempts.ts';
import { longSession } from './long-session.ts';
import { lowConfidence } from './low-confidence.ts';
import { negativeSentiment } from './negative-sentiment.ts';
import { noGrounding } from './no-grounding.ts';
import { notSolved } from './not-solved.ts';
import { outage } from './outage.ts';
import { repeatedQuestion } from './repeated-question.ts';
import { offerUnanswered, unresolvedTime, unresolvedTurns } from './unresolved.ts';

/** Every trigger, in the order in which their evidence is shown. */
export const triggers: readonly Trigger[] = [
  explicitRequest,
  notSolved,
  repeatedQuestion,
  failedAttempts,
  dissatisfied,
  negativeSentiment,
  longSession,
  category,
  approvalNeeded,
  accountTier,
  noGrounding,
  lowConfidence,
  unresolvedTurns,
  unresolvedTime,
  offerUnanswered,
  outage,
];

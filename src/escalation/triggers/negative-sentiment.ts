import type { Trigger } from '../trigger.ts';

/** From here on a mood counts as bad, -1..1. */
const BAD = -0.5;

/** The customer sounds upset: now, over several messages, and more and more. */
export const negativeSentiment: Trigger = ({ reading, tally: { sentiment, mood, negatives } }) => {
  if (!reading || sentiment > BAD) return undefined;
  const lasting = Math.min(1, (negatives - 1) / 2);
  const now = (BAD - sentiment) / (1 + BAD);
  const strength = Math.min(1, now * 0.7 + Math.max(0, -mood) * 0.1 + lasting * 0.3);
  const falling = negatives > 1 ? `, for ${negatives} messages now` : '';
  return { name: 'negative_sentiment', strength, evidence: `sounds upset${falling}` };
};

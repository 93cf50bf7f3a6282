import type { Escalation, Outcome } from './escalation.ts';
import type { Gap, Resolution } from './gap.ts';
import { TRIGGER_FAMILIES } from './signal.ts';
import { isTroubled, type Tally } from './tally.ts';

/** Words of something that does not work, rather than of something that is not understood. */
const FAILURE =
  /\b(?:error|errors|exception|crash\w*|fail(?:s|ed|ing|ure)?|broken|bug|bugs|time[sd]? ?out|timeouts?|stopped working|(?:does|do|is|are)(?: not|n't) work\w*|not working|[45]\d\d|fehler\w*|absturz|abst[uü]rzt|kaputt|funktioniert nicht|no funciona|falla|ne marche pas|erreurs?|plante)\b/iu;

/**
 * Why the assistant could not do it, as rules see it; the agent who resolves it has the last word. From what is known of
 * the stretch with the assistant before the handoff. Pure.
 */
export function proposeGap(
  { signals, category, ask, tried, approval }: Escalation,
  tally: Tally,
  outcome: Outcome | null = null,
): Gap {
  if (outcome === 'not_needed') return 'calibration';
  if (approval) return 'none';
  const asked = signals.some(({ name }) => name === 'explicit_request');
  const behaved = signals.some(({ name }) => TRIGGER_FAMILIES[name] === 'behavioural');
  // A sure answer stood there, and they asked for a person without a word on it.
  if (asked && !behaved && tally.answers > 0 && !isTroubled(tally)) return 'calibration';
  if (category === 'technical' && FAILURE.test(ask.replaceAll('’', "'"))) return 'product';
  const groundless = tried.length > 0 && tried.every(({ sources }) => sources.length === 0);
  const lacked = signals.some(({ name }) => name === 'no_grounding') || tally.ungrounded > 0 || groundless;
  if (lacked) return 'knowledge';
  // Who asks for a person from the beginning has found nothing lacking.
  if (asked && tried.length === 0) return 'none';
  return 'edge_case';
}

/** How the issue stands, as rules see it: who has not answered for `idleMs` counts as silent. Pure. */
export function proposeResolution(
  { answeredAt, leaseUntil }: Escalation,
  now: Date,
  idleMs: number,
): Resolution {
  const silent =
    answeredAt !== null && leaseUntil === null && now.getTime() - Date.parse(answeredAt) >= idleMs;
  return silent ? 'silent' : 'solved';
}

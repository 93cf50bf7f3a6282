export type Complexity = 'low' | 'medium' | 'high';

const LOOKED_AT = 4_000;

/** How much there is to a message: its length, how many things it asks, whether it brings code, errors or lists. */
export function complexityOf(text: string): Complexity {
  const shown = text.slice(0, LOOKED_AT);
  const words = shown.split(/\s+/).filter(Boolean).length;
  const points = [
    words > 40,
    words > 120,
    (shown.match(/[?？؟]/g) ?? []).length > 1,
    /```|`[^`]+`/.test(shown),
    /\b(?:error|exception|failed|traceback|status|code)\b.{0,20}\d{3}|\b[A-Z]{2,}[-_]\d{2,}\b/i.test(shown),
    (shown.match(/^\s*(?:[-*•]|\d+[.)])\s/gm) ?? []).length > 1,
    /\b(?:api|webhook|sso|saml|oauth|integration|migrat\w*|sync\w*|database|permission|timezone|race|intermittent)\b/i.test(
      shown,
    ),
  ].filter(Boolean).length;
  if (points >= 3) return 'high';
  return points >= 1 ? 'medium' : 'low';
}

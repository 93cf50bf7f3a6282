import type { Source } from '../channels/content.ts';

/** What became of a draft. */
export type DraftOutcome =
  /** Shown, and nothing done with it yet. */
  | 'open'
  /** Sent as it was. */
  | 'sent'
  /** The holder wrote something near it. */
  | 'edited'
  /** The holder wrote something else, or the customer went on. */
  | 'ignored'
  | 'dismissed';

/** A draft of the co-pilot, seen by the holder alone. */
export interface Draft {
  /** `<escalation id>:<number>` */
  id: string;
  conversationId: string;
  escalationId: string;
  number: number;
  holderId: string;
  text: string;
  sources: Source[];
  /** ISO 8601. */
  at: string;
  outcome: DraftOutcome;
  /** How far what was sent is from the draft, 0 (the same) to 1; null where nothing was. */
  distance: number | null;
}

/** Up to this distance a message counts as the draft, edited. */
export const EDITED_UP_TO = 0.6;
/** Words that are compared; longer texts are compared by their beginnings. */
const WORDS = 400;

/** How far two texts are apart, 0 to 1: the words that must be changed, of all words of the longer one. Pure. */
export function wordDistance(one: string, other: string): number {
  const [a, b] = [one, other].map(
    (text) =>
      text
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
        ?.slice(0, WORDS) ?? [],
  );
  if (!a || !b || Math.max(a.length, b.length) === 0) return 0;
  let row = b.map((_, index) => index + 1);
  a.forEach((word, i) => {
    let [left, above] = [i + 1, i];
    row = row.map((up, j) => {
      left = Math.min(left + 1, up + 1, above + (word === b[j] ? 0 : 1));
      above = up;
      return left;
    });
  });
  const changed = b.length === 0 ? a.length : (row.at(-1) ?? 0);
  return Math.round((changed / Math.max(a.length, b.length)) * 100) / 100;
}

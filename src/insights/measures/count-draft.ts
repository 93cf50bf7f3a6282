import type { DraftRow } from '../../store/drafts.ts';
import type { Figures } from './figures.ts';

const OUTCOMES = {
  sent: 'draftsSent',
  edited: 'draftsEdited',
  ignored: 'draftsIgnored',
  dismissed: 'draftsDismissed',
} as const;

/** Counts what became of a draft, in place; one that its holder still has before them counts later. */
export function countDraft({ counts }: Figures, { outcome }: DraftRow): void {
  if (outcome !== 'open') counts[OUTCOMES[outcome]] += 1;
}

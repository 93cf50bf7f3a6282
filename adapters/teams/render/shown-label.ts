import { shorten } from '../../../src/markdown/cut-text.ts';
import { clean } from '../html/escape.ts';

/** Longer labels are cut, in characters. */
export const LONGEST_LABEL = 75;

/** What a button says. */
export function shownLabel(label: string, id: string): string {
  return shorten(clean(label).replace(/\s+/g, ' ').trim() || id || '…', LONGEST_LABEL);
}

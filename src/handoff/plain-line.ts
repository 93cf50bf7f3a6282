import { oneLine } from '../conversation/one-line.ts';

/** Signs that turn the direction of what comes after them, also of our own words. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
/** More marks on one letter than any language writes: they reach into the lines above and below. */
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** Somebody's words on one line, cut where they are longer than `limit` characters, that stay in their place. Pure. */
export function plainLine(text: string, limit: number): string {
  return oneLine(
    text
      .slice(0, limit * 8)
      .replace(TURNING, '')
      .replace(STACKED, '$1'),
    limit,
  );
}

import { DateTime } from 'luxon';

/** Every change of a clock anywhere falls on a quarter of an hour. */
const QUARTER_MS = 900_000;

/** The days of a time zone (IANA). */
export interface Days {
  /** The day of a moment, `YYYY-MM-DD`. */
  dayOf(at: string): string;
  /** When the day of a moment began. */
  startOf(moment: Date): Date;
}

/** The days of a time zone. Remembers what it has looked up, as moments of one report fall close together. */
export function daysIn(timeZone: string): Days {
  const known = new Map<number, string>();
  return {
    dayOf(at) {
      const quarter = Math.floor(Date.parse(at) / QUARTER_MS);
      const day = known.get(quarter);
      if (day !== undefined) return day;
      const found = DateTime.fromMillis(quarter * QUARTER_MS, { zone: timeZone }).toISODate() ?? '';
      known.set(quarter, found);
      return found;
    },
    startOf: (moment) => DateTime.fromJSDate(moment, { zone: timeZone }).startOf('day').toJSDate(),
  };
}

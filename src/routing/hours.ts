import { DateTime } from 'luxon';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** A stretch of a day, in minutes after midnight; `to` may be 1,440. */
export interface Period {
  from: number;
  to: number;
}

/** When somebody is there. */
export interface Hours {
  /** IANA, such as `Europe/Berlin`. */
  timeZone: string;
  /** Several periods a day; a day without any is closed. */
  week: Readonly<Partial<Record<Day, readonly Period[] | undefined>>>;
  /** Days on which nobody is there, `YYYY-MM-DD` in the time zone. */
  holidays: readonly string[];
}

/** Days that are looked ahead for the next opening; beyond it the desk counts as closed for good. */
const LOOK_AHEAD = 370;
const DAY_MS = 24 * 60 * 60_000;

/** Whether somebody is there at a moment. No hours mean always. */
export function isOpen(hours: Hours | null, now: Date): boolean {
  if (!hours) return true;
  const local = DateTime.fromJSDate(now, { zone: hours.timeZone });
  return openingsOf(hours, local).some(({ from, to }) => from <= local && local < to);
}

/** When somebody is there next: now, if somebody is; null where nobody ever is. */
export function nextOpening(hours: Hours | null, now: Date): Date | null {
  if (isOpen(hours, now) || !hours) return now;
  const today = DateTime.fromJSDate(now, { zone: hours.timeZone });
  for (let ahead = 0; ahead < LOOK_AHEAD; ahead++) {
    const next = openingsOf(hours, today.plus({ days: ahead }).startOf('day'))
      .map(({ from }) => from)
      .filter((from) => from > today)
      .sort((a, b) => a.toMillis() - b.toMillis())[0];
    if (next) return next.toJSDate();
  }
  return null;
}

/** When somebody is there first tomorrow or later; a day from now where nobody keeps hours. */
export function openingTomorrow(hours: Hours | null, now: Date): Date {
  const dayFromNow = new Date(now.getTime() + DAY_MS);
  if (!hours) return dayFromNow;
  const tomorrow = DateTime.fromJSDate(now, { zone: hours.timeZone }).plus({ days: 1 }).startOf('day');
  return nextOpening(hours, tomorrow.toJSDate()) ?? dayFromNow;
}

/** The periods of a moment's day. A time that a change of clocks leaves out is the one after it. */
function openingsOf({ week, holidays, timeZone }: Hours, moment: DateTime) {
  const day = moment.setZone(timeZone);
  if (holidays.includes(day.toISODate() ?? '')) return [];
  const name = DAYS[day.weekday - 1];
  const periods = (name && week[name]) ?? [];
  return periods.map(({ from, to }) => ({ from: timeOn(day, from), to: timeOn(day, to) }));
}

function timeOn(day: DateTime, minutes: number): DateTime {
  if (minutes === 1_440) return day.plus({ days: 1 }).startOf('day');
  return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });
}

import { code } from '../command/show.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

/** Hours as written in the settings. */
export type WrittenHours = { time_zone?: string; holidays?: readonly string[] } & Partial<
  Record<Day, string | undefined>
>;

const PERIOD = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/;
const CLOSED = /^(closed|off|none)$/i;

/** Hours after `mon-fri 9-12 13-17 sat closed`; the settings check what the times mean. Pure. */
export function hoursAfter(
  before: WrittenHours,
  words: readonly string[],
): { hours: WrittenHours } | { problem: string } {
  const week = new Map<Day, string[] | null>();
  let days: Day[] = [];
  for (const word of words.flatMap((one) => one.split(',').filter(Boolean))) {
    const named = daysOf(word);
    if (named) {
      days = named;
      for (const day of days) week.set(day, null);
    } else if (days.length === 0)
      return { problem: `${code(word)} stands before any day. Write days first, such as mon-fri 9-17.` };
    else if (CLOSED.test(word)) for (const day of days) week.set(day, []);
    else {
      const period = periodOf(word);
      if (!period)
        return {
          problem: `${code(word)} is neither days such as mon-fri, nor a period such as 9-17 or 09:00-12:30, nor closed.`,
        };
      for (const day of days) week.set(day, [...(week.get(day) ?? []), period]);
    }
  }
  const open = [...week].find(([, periods]) => periods === null);
  if (open)
    return {
      problem: `${code(open[0])} has no periods. Write ${code(`${open[0]} 9-17`)} or ${code(`${open[0]} closed`)}.`,
    };
  const set = Object.fromEntries([...week].map(([day, periods]) => [day, periods?.join(' ') || undefined]));
  const all = Object.entries({ ...before, ...set }).filter(([, value]) => value !== undefined);
  return { hours: Object.fromEntries(all) as WrittenHours };
}

/** Hours in words; days that are alike one after the other are put together. Pure. */
export function hoursSaid(hours: WrittenHours, between = '; '): string {
  const runs: { from: Day; to: Day; periods: string }[] = [];
  for (const day of DAYS) {
    const periods = hours[day];
    const last = runs.at(-1);
    if (!periods) continue;
    if (last && last.periods === periods && DAYS.indexOf(last.to) === DAYS.indexOf(day) - 1) last.to = day;
    else runs.push({ from: day, to: day, periods });
  }
  const days = runs.map(({ from, to, periods }) => `${from === to ? from : `${from}-${to}`} ${periods}`);
  const { time_zone: zone = 'UTC', holidays = [] } = hours;
  return [
    ...(days.length > 0 ? days : ['closed']),
    zone,
    ...(holidays.length > 0 ? [`holidays ${holidays.join(', ')}`] : []),
  ].join(between);
}

/** `mon`, `Monday`, `mon-fri`, `daily`; undefined for what names no days. */
function daysOf(word: string): Day[] | undefined {
  if (/^(daily|every|all)$/i.test(word)) return [...DAYS];
  const [from = '', to = from, more] = word.toLowerCase().split(/[-–]/);
  const [first, last] = [dayNamed(from), dayNamed(to)];
  if (first < 0 || last < 0 || more !== undefined) return undefined;
  // From Saturday to Monday goes over the end of the week.
  return DAYS.map((_, step) => DAYS[(first + step) % 7] ?? 'mon').slice(0, ((last - first + 7) % 7) + 1);
}

function dayNamed(word: string): number {
  return /^[a-z]{3,9}$/.test(word) ? DAYS.findIndex((day) => word.startsWith(day)) : -1;
}

/** `9-17` is `09:00-17:00`. */
function periodOf(word: string): string | undefined {
  const [, from = '', fromMinutes = '00', to = '', toMinutes = '00'] =
    PERIOD.exec(word.replace('–', '-')) ?? [];
  if (from === '') return undefined;
  return `${from.padStart(2, '0')}:${fromMinutes}-${to.padStart(2, '0')}:${toMinutes}`;
}

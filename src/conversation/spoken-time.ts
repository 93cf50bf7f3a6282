const MINUTE = 60_000;
const HOUR = 60;
/** From here on a wait is told in hours. */
const IN_HOURS_FROM = 2 * HOUR;
const WEEK_MS = 7 * 24 * HOUR * MINUTE;

/** A range of time as people say it, such as `3–10 min`. Milliseconds. Pure. */
export function spokenRange({ low, high }: { low: number; high: number }, language: string): string {
  const minutes = [Math.round(low / MINUTE), Math.max(1, Math.round(high / MINUTE))] as const;
  const hours = minutes[1] >= IN_HOURS_FROM;
  const [from, to] = hours
    ? [Math.floor(minutes[0] / HOUR), Math.ceil(minutes[1] / HOUR)]
    : [Math.min(...minutes), minutes[1]];
  const format = new Intl.NumberFormat(known(language), {
    style: 'unit',
    unit: hours ? 'hour' : 'minute',
    unitDisplay: 'short',
  });
  return from === to ? format.format(to) : format.formatRange(from, to);
}

/** A moment in the near future as people say it: the day of the week and the time, with the date where that is far. Pure. */
export function spokenMoment(at: Date, now: Date, timeZone: string, language: string): string {
  const far = at.getTime() - now.getTime() >= WEEK_MS;
  return new Intl.DateTimeFormat(known(language), {
    weekday: 'long',
    ...(far ? { day: 'numeric', month: 'long' } : {}),
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at);
}

/** A tag that is none would throw. */
function known(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

import { DateTime } from 'luxon';

/** A moment as it is told at the desk: `2026-01-05 11:00 GMT+1`. `timeZone`: IANA. Pure. */
export function deskTime(iso: string, timeZone: string): string {
  return `${deskDay(iso, timeZone)} ${deskMinute(iso, timeZone)}`;
}

/** Its day, `2026-01-05`. */
export function deskDay(iso: string, timeZone: string): string {
  return local(iso, timeZone).toFormat('yyyy-MM-dd');
}

/** Its minute, `11:00 GMT+1`. */
export function deskMinute(iso: string, timeZone: string): string {
  return local(iso, timeZone).toFormat('HH:mm ZZZZ');
}

function local(iso: string, timeZone: string): DateTime {
  return DateTime.fromISO(iso, { zone: timeZone, locale: 'en-US' });
}

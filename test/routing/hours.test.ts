import { describe, expect, it } from 'vitest';
import { type Hours, isOpen, nextOpening } from '../../src/routing/hours.ts';

const period = (from: string, to: string) => ({ from: minutes(from), to: minutes(to) });
function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
const day = [period('09:00', '12:00'), period('13:00', '17:00')];
const berlin: Hours = {
  timeZone: 'Europe/Berlin',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sun: [period('22:00', '24:00')] },
  holidays: ['2026-12-25'],
};
const next = (now: string, hours: Hours | null = berlin) =>
  nextOpening(hours, new Date(now))?.toISOString() ?? null;

describe('hours', () => {
  it.each([
    ['2026-11-24T08:30:00Z', true, 'in the morning'],
    ['2026-11-24T11:30:00Z', false, 'at noon'],
    ['2026-11-24T11:00:00Z', false, 'when the morning ends'],
    ['2026-11-24T12:00:00Z', true, 'when the afternoon begins'],
    ['2026-12-25T09:00:00Z', false, 'on a holiday'],
    ['2026-11-28T09:00:00Z', false, 'on a day without hours'],
    ['2026-11-29T22:59:00Z', true, 'until midnight'],
    ['2026-11-29T23:00:00Z', false, 'after midnight'],
    ['2026-06-23T07:30:00Z', true, 'in summer, an hour earlier by UTC'],
  ])('at %s open: %s, %s', (now, open) => {
    expect(isOpen(berlin, new Date(now))).toBe(open);
  });

  it.each([
    ['2026-11-24T08:30:00Z', '2026-11-24T08:30:00.000Z', 'now'],
    ['2026-11-24T11:30:00Z', '2026-11-24T12:00:00.000Z', 'after the break'],
    ['2026-11-24T16:30:00Z', '2026-11-25T08:00:00.000Z', 'the next day'],
    ['2026-11-27T16:30:00Z', '2026-11-29T21:00:00.000Z', 'after a day without hours'],
    ['2026-12-24T16:30:00Z', '2026-12-27T21:00:00.000Z', 'after a holiday'],
    ['2026-03-28T20:00:00Z', '2026-03-29T20:00:00.000Z', 'over the change of clocks'],
  ])('after %s the next opening is %s: %s', (now, opening) => {
    expect(next(now)).toBe(opening);
  });

  it('are always, where there are none, and never, where no day has any', () => {
    expect(next('2026-11-24T03:00:00Z', null)).toBe('2026-11-24T03:00:00.000Z');
    expect(next('2026-11-24T03:00:00Z', { ...berlin, week: {} })).toBeNull();
  });
});

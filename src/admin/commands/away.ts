import { DateTime } from 'luxon';
import { z } from 'zod';
import { deskTime } from '../../handoff/desk-time.ts';
import { parseDuration } from '../../platform/config/duration.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';
import { code } from '../command/show.ts';

/** Away until they say that they are back. */
const FOR_GOOD = new Date('9999-12-31T00:00:00.000Z');
const LONGEST_MS = 366 * 24 * 3_600_000;

export const awayCommands = [
  command({
    name: 'away',
    about: 'You are not asked to take conversations until then, or until you say that you are back.',
    who: 'agent',
    chat: true,
    arguments: {
      until: {
        about: 'Until when.',
        allowed: 'a duration such as 2h or 3d, a time such as 14:30, or a day such as 2026-01-31',
        schema: z
          .string()
          .optional()
          .refine((text) => text === undefined || momentOf(text, new Date(), 'UTC') !== undefined),
        complete: () => ['30m', '1h', '2h', '4h', '1d', '7d'].map((value) => ({ value })),
      },
    },
    examples: ['away', 'away 2h', 'away 2026-02-01'],
    async run({ until }, context) {
      const refusal = notAnAgent(context);
      if (refusal) return { refuse: refusal };
      const now = context.clock.now();
      const { time_zone: zone } = context.settings.current().desk;
      const moment = until === undefined ? FOR_GOOD : momentOf(until, now, zone);
      if (
        !moment ||
        moment <= now ||
        (until !== undefined && moment.getTime() - now.getTime() > LONGEST_MS)
      ) {
        return { refuse: `UNTIL is ${code(until ?? '')}, which is past or more than a year ahead.` };
      }
      await context.store.agents.setAway(keyOf(context), moment);
      const told = until === undefined ? `you say ${code('back')}` : deskTime(moment.toISOString(), zone);
      return { say: `You are away until ${told}. What you hold stays with you.`, data: { until: moment } };
    },
  }),
  command({
    name: 'back',
    about: 'You are asked to take conversations again.',
    who: 'agent',
    chat: true,
    examples: ['back'],
    async run(_, context) {
      const refusal = notAnAgent(context);
      if (refusal) return { refuse: refusal };
      await context.store.agents.setAway(keyOf(context), null);
      return { say: 'Welcome back: you are asked to take conversations again.' };
    },
  }),
];

/** An admin who does not work at the desk is asked for nothing, so has nothing to set. */
function notAnAgent({ role, texts }: CommandContext): string | undefined {
  if (role.agent === true) return undefined;
  return role.agent === 'unknown' ? texts.say('desk.member_unknown') : texts.say('desk.not_member');
}

function keyOf({ call }: CommandContext) {
  return { platform: call.platform, workspace: call.workspace, personId: call.author.id };
}

/** A moment in the future, as people say it; times and days are those of the zone. */
function momentOf(text: string, now: Date, zone: string): Date | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return new Date(now.getTime() + duration);
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (time) {
    const today = DateTime.fromJSDate(now, { zone }).set({
      ...{ hour: Number(time[1]), minute: Number(time[2]) },
      ...{ second: 0, millisecond: 0 },
    });
    return (today.toJSDate() > now ? today : today.plus({ days: 1 })).toJSDate();
  }
  const day = z.iso.date().safeParse(text);
  return day.success ? DateTime.fromISO(day.data, { zone }).toJSDate() : undefined;
}

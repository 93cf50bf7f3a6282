import { z } from 'zod';
import { COMMAND_FORM } from '../../channels/command.ts';
import type { Form } from '../../channels/form.ts';
import { setSetting, writtenNow } from '../command/change-setting.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';
import { asTyped } from '../command/words.ts';
import { hoursAfter, hoursSaid, type WrittenHours } from './hours-changes.ts';

const namesOf = ({ settings }: CommandContext) => [
  ...new Set(['default', ...Object.keys(settings.current().desk.hours)]),
];
const NAME = {
  about: 'Which hours: "default" for the desk, others by the name of a skill or for agents.',
  allowed: 'a name of small letters, digits, - and _',
  schema: z
    .string()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/),
  complete: (context: CommandContext) => namesOf(context).map((value) => ({ value })),
};
const FORM_DAYS = 'mon-fri 9-17\nsat 10-14';

export const hoursCommands = [
  command({
    name: 'hours show',
    about: 'Shows when people are there.',
    who: 'agent',
    arguments: { name: { ...NAME, schema: NAME.schema.optional() } },
    examples: ['hours show'],
    run({ name }, context) {
      const all = (writtenNow(context, 'desk.hours') ?? {}) as Record<string, WrittenHours>;
      const wanted = Object.entries(all).filter(([one]) => name === undefined || one === name);
      if (wanted.length === 0) {
        return {
          say: `${name === undefined ? 'No hours are set' : `No hours ${code(name)} are set`}: people count as always there.`,
          data: {},
        };
      }
      return {
        say: list(wanted.map(([one, hours]) => `${code(one)} ${plain(hoursSaid(hours))}`)),
        data: Object.fromEntries(wanted),
      };
    },
  }),
  command({
    name: 'hours set',
    about: 'Sets when people are there on some days; with the name alone it opens a form.',
    who: 'admin',
    arguments: {
      name: NAME,
      days: {
        about: 'Days, each with its periods, or closed.',
        allowed:
          'days such as mon-fri or sat, each followed by periods such as 9-17 or 09:00-12:00 13:00-17:00, or by closed',
        schema: z.array(z.string().max(100)).max(60).optional(),
        rest: true,
        words: true,
        complete: () =>
          ['mon-fri 9-17', 'mon-fri', 'sat', 'sun', 'closed', '9-17'].map((value) => ({ value })),
      },
    },
    flags: {
      zone: {
        about: 'The time zone.',
        allowed: 'a time zone such as Europe/Berlin',
        schema: z.string().min(1).max(100),
        complete: () => Intl.supportedValuesOf('timeZone').map((value) => ({ value })),
      },
    },
    examples: [
      'hours set default mon-fri 9-17 --zone Europe/Berlin',
      'hours set default mon-thu 09:00-12:00 13:00-17:00 fri 9-12',
    ],
    run({ name, days, zone }, context) {
      const before = (writtenNow(context, `desk.hours.${name}`) ?? {}) as WrittenHours;
      const { fields } = context.call;
      if (!days && zone === undefined && !fields) return { form: formFor(name, before) };
      const typed = days ?? (fields?.['days'] ?? '').split(/\s+/).filter(Boolean);
      const after = hoursAfter(fields ? { ...before, ...EMPTY_WEEK } : before, typed);
      if ('problem' in after) return { refuse: after.problem };
      const set = zone ?? fields?.['zone']?.trim();
      const holidays = fields?.['holidays'] === undefined ? {} : { holidays: datesOf(fields['holidays']) };
      return setSetting(context, `desk.hours.${name}`, {
        ...after.hours,
        ...(set ? { time_zone: set } : {}),
        ...holidays,
      });
    },
  }),
  command({
    name: 'hours holiday',
    about: 'Adds days on which nobody is there, or with a minus before it takes one out.',
    who: 'admin',
    arguments: {
      name: NAME,
      days: {
        about: 'The days.',
        allowed: 'dates such as 2026-12-25, or -2026-12-25',
        schema: z
          .array(
            z
              .string()
              .transform((text) => text.replace(/^\+/, ''))
              .pipe(z.string().refine((text) => z.iso.date().safeParse(text.replace(/^-/, '')).success)),
          )
          .min(1)
          .max(100),
        rest: true,
        words: true,
      },
    },
    examples: ['hours holiday default 2026-12-25 2026-12-26', 'hours holiday default -2026-12-26'],
    run({ name, days }, context) {
      const before = writtenNow(context, `desk.hours.${name}`) as WrittenHours | undefined;
      if (!before)
        return {
          refuse: `No hours ${code(name)} are set. ${code(`hours set ${name} mon-fri 9-17`)} sets them.`,
        };
      const out = days.filter((day) => day.startsWith('-')).map((day) => day.slice(1));
      const all = [...(before.holidays ?? []), ...days.filter((day) => !day.startsWith('-'))];
      const holidays = [...new Set(all)].filter((day) => !out.includes(day)).sort();
      return setSetting(context, `desk.hours.${name}`, { ...before, holidays });
    },
  }),
  command({
    name: 'hours remove',
    about: 'Takes hours out; without any, people count as always there.',
    who: 'admin',
    arguments: { name: NAME },
    examples: ['hours remove night'],
    run({ name }, context) {
      if (writtenNow(context, `desk.hours.${name}`) === undefined)
        return { refuse: `No hours ${code(name)} are set.` };
      return setSetting(context, `desk.hours.${name}`, null);
    },
  }),
];

/** A form shows the whole week, so a day that is not in it is closed. */
const EMPTY_WEEK = {
  mon: undefined,
  tue: undefined,
  wed: undefined,
  thu: undefined,
  fri: undefined,
  sat: undefined,
  sun: undefined,
};

function datesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function formFor(name: string, before: WrittenHours): Form {
  const days = hoursSaid({ ...before, holidays: [] }, '\n')
    .split('\n')
    .filter((line) => /^(mon|tue|wed|thu|fri|sat|sun)/.test(line));
  return {
    action: COMMAND_FORM,
    value: asTyped(['hours', 'set', name]),
    title: 'Hours',
    submit: 'Save',
    fields: [
      {
        id: 'days',
        label: 'Days',
        hint: 'Days that are missing are closed',
        kind: 'text',
        multiline: true,
        max: 500,
        initial: days.join('\n') || FORM_DAYS,
      },
      {
        id: 'zone',
        label: 'Time zone',
        hint: 'Such as Europe/Berlin',
        kind: 'text',
        max: 100,
        initial: before.time_zone ?? 'UTC',
      },
      {
        id: 'holidays',
        label: 'Holidays',
        hint: 'Such as 2026-12-25, 2026-12-26',
        kind: 'text',
        multiline: true,
        max: 2_000,
        optional: true,
        initial: (before.holidays ?? []).join(', '),
      },
    ],
  };
}

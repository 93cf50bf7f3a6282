import { IANAZone } from 'luxon';
import { z } from 'zod';
import {
  asList,
  asNumber,
  asText,
  choice,
  decimal,
  duration,
  list,
  rowsOf,
  table,
  text,
  whole,
  wordRows,
} from './setting.ts';

const DAY = /^(\d{1,2}:\d{2}-\d{1,2}:\d{2})([ ,]+\d{1,2}:\d{2}-\d{1,2}:\d{2})*$/;
const PERSON = { allowed: 'a list of ids of people', pattern: /^\S{1,100}$/u };
const CATEGORIES = { allowed: 'a list of names of categories', pattern: /^[a-z][a-z0-9_]{0,39}$/ };
const name = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'a name of small letters, digits, - and _');

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const day = z
  .string()
  .regex(DAY, 'periods such as 09:00-12:00 13:00-17:00')
  .transform((written) =>
    written.split(/[ ,]+/).map((period) => {
      const [from = '', to = ''] = period.split('-');
      return { from: minutesOf(from), to: minutesOf(to) };
    }),
  )
  .refine(
    (periods) =>
      periods.every(
        ({ from, to }, index) => from < to && to <= 1_440 && from >= (periods[index - 1]?.to ?? 0),
      ),
    'periods one after the other, each from an earlier to a later time, until 24:00 at the latest',
  );

const timeZone = z
  .string()
  .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Europe/Berlin')
  .default('UTC');

const hours = z
  .strictObject({
    time_zone: timeZone,
    ...{ mon: day.optional(), tue: day.optional(), wed: day.optional(), thu: day.optional() },
    ...{ fri: day.optional(), sat: day.optional(), sun: day.optional() },
    holidays: z.array(z.iso.date()).default([]),
  })
  .transform(({ time_zone, holidays, ...week }) => ({ timeZone: time_zone, holidays, week }));

const agent = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  skills: z.array(name).max(50).default([]),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'a language such as de'))
    .max(50)
    .default([]),
  seniority: z.number().min(0).max(1).default(0.5),
  capacity: z.int().min(0).max(1_000).optional(),
  hours: name.optional(),
});

const weight = (about: string, initial: number) => decimal(about, initial, [0, 5]);

/** Settings of the agent desk besides where it is: leases, hours, agents, routing. */
export const deskSettings = {
  lease: duration(
    'How long a claim holds without work while the customer waits; then it goes back to the queue.',
    '30m',
    ['1m', '7d'],
  ),
  lease_warning: duration('How long before a claim runs out its holder is warned.', '5m', ['10s', '1d']),
  snooze: duration('How long Snooze puts a conversation off.', '1h', ['1m', '7d']),
  idle_after: duration(
    'After how long a silence of the customer the holder is reminded that it is still open.',
    '2d',
    ['10m', '30d'],
  ),
  take_over_after: duration(
    'After how long without work, while the customer waits, another agent may take it over.',
    '10m',
    ['1m', '1d'],
  ),
  capacity: whole('Conversations that an agent may hold at once; 0 for no limit.', 10, [0, 1_000]),
  time_zone: {
    ...text('The time zone in which times are told at the desk.', 'UTC', {
      allowed: 'a time zone such as Europe/Berlin',
    }),
    schema: timeZone,
  },
  presence: choice(
    'Whether agents whom the platform shows as away are asked only where nobody else can be.',
    'heed',
    ['heed', 'ignore'],
  ),
  hours: table(
    'When people are there: "default" for the desk, others by the name of a skill or for agents. Without any, always.',
    {},
    {
      allowed:
        'names, each with time_zone, holidays, and mon to sun with periods such as 09:00-12:00 13:00-17:00',
      schema: z.record(name, hours),
      rows: rowsOf({
        ...{ time_zone: asText, holidays: asList, mon: asText, tue: asText, wed: asText },
        ...{ thu: asText, fri: asText, sat: asText, sun: asText },
      }),
    },
  ),
  agents: table(
    'What is known of agents, by their id: skills, languages, seniority (0 to 1), capacity, and the name of their hours.',
    {},
    {
      allowed:
        'ids of people, each with skills, languages, seniority, capacity, hours and name, as far as needed',
      schema: z.record(z.string().min(1).max(100), agent),
      rows: rowsOf({
        ...{ name: asText, skills: asList, languages: asList },
        ...{ seniority: asNumber, capacity: asNumber, hours: asText },
      }),
    },
  ),
  skills: table(
    'The skill that a category asks for, by the name of the category.',
    {},
    {
      allowed: 'names of categories, each with the name of a skill',
      schema: z.record(z.string(), name),
      rows: wordRows,
    },
  ),
  picks: whole('How many of the agents who fit best are asked at first.', 3, [0, 20]),
  auto_assign: list('Categories in which only the one who fits best is asked at first.', [], CATEGORIES),
  widen_after: duration('After how long without a claim more agents are asked.', '3m', ['10s', '1d']),
  page_after: duration('After how long without a claim the on-call is asked.', '15m', ['1m', '7d']),
  on_call: list('Who the on-call is, by id.', [], PERSON),
  urgent: list('Categories for which the on-call is asked at once outside hours.', [], CATEGORIES),
  routing: {
    load: weight('How much it counts that an agent holds little.', 1),
    language: weight('How much it counts that they are known to speak the language.', 0.5),
    seniority: weight('How much it counts that they are as experienced as the issue is complex.', 0.5),
    helped_before: weight('How much it counts that they helped this customer before.', 0.7),
    rest: weight('How much it counts that they have had none for long.', 0.4),
    focus: weight(
      'How much it counts that they have few skills besides, so that who can do everything is kept free.',
      0.4,
    ),
  },
};

import { z } from 'zod';
import { REPORT_BY } from '../../insights/report.ts';
import { parseDuration } from '../../platform/config/duration.ts';
import { command } from '../command/definition.ts';

const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 366 * DAY_MS;

export const reportCommand = command({
  name: 'report',
  about: 'Shows the measures: escalation rate, time to escalation, ratings, containment.',
  who: 'admin',
  flags: {
    by: {
      about: 'What its rows are; days where nothing is said.',
      allowed: REPORT_BY.join(', '),
      schema: z.enum(REPORT_BY),
      complete: () => REPORT_BY.map((value) => ({ value })),
    },
    since: {
      about: 'How far back it looks; a week where nothing is said.',
      allowed: 'a duration from 1h to 366d, such as 7d',
      schema: z
        .string()
        .transform((text) => parseDuration(text) ?? Number.NaN)
        .pipe(z.number().min(3_600_000).max(LONGEST_MS)),
      complete: () => ['1d', '7d', '30d', '90d'].map((value) => ({ value })),
    },
  },
  examples: ['report', 'report --since 30d --by category --here'],
  async run({ since = 7 * DAY_MS, by }, { report }) {
    const { text, data } = await report(since, by);
    return { say: text, data };
  },
});

import type { Measures } from './measures/measures.ts';
import type { Report } from './report.ts';

/** Rows that are told of in chat; the rest is in the table and the JSON. */
const MOST_ROWS = 30;
const NOTHING = '–';
const BY_NAME = { day: 'Day', channel: 'Channel', category: 'Category' } as const;

/** The report as Markdown, for a message: what is most worth knowing, and a line for each row. */
export function reportText(report: Report): string {
  const { total, rows } = report;
  const more = rows.length - MOST_ROWS;
  return [
    `**${headOf(report)}**`,
    [
      `- Visits: ${visitsOf(total)}`,
      `- Escalation rate: ${percent(total.escalation_rate)}${after(total)}`,
      `- Rated well after a human: ${percent(total.csat)} of ${total.ratings}`,
      `- Containment: ${percent(total.containment)}; of these ${percent(total.verified_rate)} said that it was solved, ${percent(total.durable_rate)} stayed away for 7 days`,
      `- First response: ${span(total.first_response_ms)}; claim: ${span(total.claim_time_ms)}; handling: ${span(total.handle_time_ms)}`,
      `- Waits inside the range told: ${percent(total.wait_honesty)}; drafts used: ${percent(total.draft_use)}`,
    ].join('\n'),
    ...(rows.length > 0
      ? [
          rows
            .slice(0, MOST_ROWS)
            .map((row) => lineOf(row))
            .join('\n'),
        ]
      : []),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join('\n\n');
}

/** The report as rows of a table, the head first and the total last. */
export function reportTable(report: Report): (string | number)[][] {
  const head = [
    BY_NAME[report.by],
    ...[
      'visits',
      'people',
      'escalated',
      'contained',
      'open',
      'rate',
      'after',
      'csat',
      'rated',
      'containment',
    ],
    ...['verified', 'durable', 'response', 'claim', 'honest', 'handling', 'drafts'],
  ];
  const row = (name: string, measures: Measures) => [
    name,
    measures.visits,
    measures.by_people,
    measures.escalated,
    measures.contained,
    measures.open,
    percent(measures.escalation_rate),
    span(measures.time_to_escalation_ms),
    percent(measures.csat),
    measures.ratings,
    percent(measures.containment),
    percent(measures.verified_rate),
    percent(measures.durable_rate),
    span(measures.first_response_ms),
    span(measures.claim_time_ms),
    percent(measures.wait_honesty),
    span(measures.handle_time_ms),
    percent(measures.draft_use),
  ];
  return [head, ...report.rows.map((one) => row(nameOf(one.key), one)), row('all', report.total)];
}

/** What the report is of, in one line. */
export function headOf({ since, until, time_zone }: Report): string {
  const short = (at: string) => at.slice(0, 16).replace('T', ' ');
  return `Visits from ${short(since)} to ${short(until)} UTC, days of ${time_zone}`;
}

function visitsOf({ visits, by_people, escalated, contained, open }: Measures): string {
  const people = by_people > 0 ? `, ${by_people} answered by people` : '';
  return `${visits}: ${contained} contained, ${escalated} escalated, ${open} open${people}`;
}

function after({ time_to_escalation_ms }: Measures): string {
  return time_to_escalation_ms === null ? '' : `, after ${span(time_to_escalation_ms)}`;
}

function lineOf(row: Report['rows'][number]): string {
  const rated = row.csat === null ? '' : `, rated well ${percent(row.csat)} of ${row.ratings}`;
  return `- \`${nameOf(row.key).replaceAll('`', "'")}\`: ${row.visits} visits, escalated ${percent(row.escalation_rate)}${after(row)}${rated}, contained ${percent(row.containment)}`;
}

function nameOf(key: string | null): string {
  return key ?? 'no category';
}

function percent(share: number | null): string {
  return share === null ? NOTHING : `${Number((share * 100).toFixed(1))} %`;
}

/** A length of time in the unit that fits it. */
function span(ms: number | null): string {
  if (ms === null) return NOTHING;
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${Number((ms / 3_600_000).toFixed(1))} h` : `${Math.round(ms / 86_400_000)} d`;
}

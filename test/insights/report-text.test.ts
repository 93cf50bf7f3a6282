import { describe, expect, it } from 'vitest';
import { noFigures } from '../../src/insights/measures/figures.ts';
import { type Measures, measuresOf } from '../../src/insights/measures/measures.ts';
import type { Report } from '../../src/insights/report.ts';
import { reportTable, reportText } from '../../src/insights/report-text.ts';

const nothing = measuresOf(noFigures());

function reportOf(
  rows: ({ key: string | null } & Partial<Measures>)[],
  total: Partial<Measures> = {},
): Report {
  return {
    since: '2026-01-13T00:00:00.000Z',
    until: '2026-01-20T12:30:00.000Z',
    time_zone: 'UTC',
    by: 'channel',
    total: { ...nothing, ...total },
    rows: rows.map((row) => ({ ...nothing, ...row })),
  };
}

describe('a report in a message', () => {
  it('says what is most worth knowing, and a line for each row', () => {
    const measures = {
      ...{ visits: 8, by_people: 1, escalated: 3, contained: 3, open: 1, escalation_rate: 0.4286 },
      ...{
        time_to_escalation_ms: 151_000,
        ratings: 2,
        csat: 0.5,
        containment: 0.4286,
        verified_rate: 0.6667,
      },
      ...{ durable_rate: 1, first_response_ms: 1_400, claim_time_ms: 5_400_000, handle_time_ms: 259_200_000 },
      ...{ wait_honesty: null, draft_use: 0.25 },
    };
    expect(
      reportText(
        reportOf(
          [
            { key: 'loop/help', ...measures },
            { key: null, visits: 1 },
          ],
          measures,
        ),
      ),
    ).toBe(
      [
        '**Visits from 2026-01-13 00:00 to 2026-01-20 12:30 UTC, days of UTC**',
        '',
        '- Visits: 8: 3 contained, 3 escalated, 1 open, 1 answered by people',
        '- Escalation rate: 42.9 %, after 3 min',
        '- Rated well after a human: 50 % of 2',
        '- Containment: 42.9 %; of these 66.7 % said that it was solved, 100 % stayed away for 7 days',
        '- First response: 1 s; claim: 1.5 h; handling: 3 d',
        '- Waits inside the range told: –; drafts used: 25 %',
        '',
        '- `loop/help`: 8 visits, escalated 42.9 %, after 3 min, rated well 50 % of 2, contained 42.9 %',
        '- `no category`: 1 visits, escalated –, contained –',
      ].join('\n'),
    );
  });

  it('ends before it grows too long, and says so', () => {
    const rows = Array.from({ length: 45 }, (_, number) => ({ key: `loop/${number}` }));
    const text = reportText(reportOf(rows));
    expect(text).toContain('`loop/29`');
    expect(text).not.toContain('`loop/30`');
    expect(text.endsWith('… and 15 more')).toBe(true);
  });

  it('of nothing is a report all the same', () => {
    expect(reportText(reportOf([]))).toContain('Visits: 0');
  });

  it('shows a name as it is, whatever stands in it', () => {
    expect(reportText(reportOf([{ key: 'loop/`<!channel>`' }]))).toContain("- `loop/'<!channel>'`:");
  });
});

describe('a report as a table', () => {
  it('has a head, a row each, the total, and as many cells in each', () => {
    const table = reportTable(reportOf([{ key: 'loop/help', visits: 3 }], { visits: 3 }));
    expect(table.map((row) => row.length)).toEqual([18, 18, 18]);
    expect(table.map(([name, visits]) => [name, visits])).toEqual([
      ['Channel', 'visits'],
      ['loop/help', 3],
      ['all', 3],
    ]);
  });
});

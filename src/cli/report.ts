import { REPORT_BY, type ReportBy, report } from '../insights/report.ts';
import { headOf, reportTable } from '../insights/report-text.ts';
import { systemClock } from '../platform/clock.ts';
import { parseDuration } from '../platform/config/duration.ts';
import { BatonError } from '../platform/errors.ts';
import { withRuntime } from './open-settings.ts';
import { print } from './print.ts';
import { tableOf } from './table.ts';

/** Shows the measures of the visits since then. */
export async function runReport(
  configFile: string | undefined,
  { since, by, json }: { since: string; by: string; json?: boolean },
): Promise<void> {
  const sinceMs = parseDuration(since);
  if (sinceMs === undefined) {
    throw new BatonError(
      'command.invalid',
      `--since is ${since}; allowed: a length of time such as 12h or 7d`,
    );
  }
  if (!isReportBy(by)) {
    throw new BatonError('command.invalid', `--by is ${by}; allowed: ${REPORT_BY.join(', ')}`);
  }
  await withRuntime(configFile, async ({ store, config }) => {
    const made = await report(
      { store, clock: systemClock, timeZone: config.desk.time_zone },
      { sinceMs, by },
    );
    print(json, made, () =>
      [headOf(made), '', tableOf(reportTable(made)), '', 'docs/measures.md says what each measure is.'].join(
        '\n',
      ),
    );
  });
}

function isReportBy(by: string): by is ReportBy {
  return (REPORT_BY as readonly string[]).includes(by);
}

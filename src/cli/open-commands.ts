import type { CommandDeps } from '../admin/command/context.ts';
import { type Commands, createCommands } from '../admin/command/run.ts';
import type { Settings } from '../admin/settings/settings.ts';
import type { InForce } from '../app.ts';
import { REPORT_BY, report } from '../insights/report.ts';
import { reportText } from '../insights/report-text.ts';
import { systemClock } from '../platform/clock.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import { policyOf } from './policy-of.ts';
import { openReader } from './reader.ts';

interface OpenDeps extends Pick<CommandDeps, 'accept' | 'acceptInternal' | 'forget' | 'knowledge'> {
  store: Store;
  logger: Logger;
  settings: Settings;
  inForce: Live<InForce>;
  desk?: CommandDeps['desk'];
}

/** What answers commands, in a running Baton and in the terminal. */
export function openCommands({ inForce, settings, store, desk, ...deps }: OpenDeps): Commands {
  const [byDay] = REPORT_BY;
  return createCommands({
    ...deps,
    store,
    settings,
    ...(desk ? { desk } : {}),
    clock: systemClock,
    texts: { say: (...said) => inForce().texts.say(...said) },
    policyOf,
    readerFor: openReader,
    async report(sinceMs, by = byDay) {
      const timeZone = settings.current().desk.time_zone;
      const data = await report({ store, clock: systemClock, timeZone }, { sinceMs, by });
      return { text: reportText(data), data };
    },
  });
}

import type { ManualClock } from './manual-clock.ts';
import { type TestApp, testSettings } from './test-app.ts';

/** Lets as many sweeps pass, each with what it leads to. */
export async function sweeps(
  { app }: Pick<TestApp, 'app'>,
  clock: ManualClock,
  count: number,
): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    clock.advance(testSettings.intake.sweepEveryMs);
    await app.sweeper.sweep();
    await app.idle();
  }
}

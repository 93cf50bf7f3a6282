import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Hours } from '../../../src/routing/hours.ts';
import { customerMessage } from '../../support/events.ts';
import { AGENTS, anyMove, type Move, type Written } from './moves.ts';
import { brokenAtEnd, brokenByHandBack, brokenNow } from './promises.ts';
import { World } from './world.ts';

const SEQUENCES = 10_000;
const QUIET_MS = 10 * 24 * 60 * 60_000;

/** The desk opens two hours after the first message, and is closed on days off. */
const AFTERNOONS: Hours = {
  timeZone: 'UTC',
  week: Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [{ from: 720, to: 1_080 }]]),
  ),
  holidays: [],
};

/** Plays a sequence, and gives what it breaks. */
function play(
  first: string,
  moves: readonly Move[],
  { crashAt, closed }: { crashAt: readonly boolean[]; closed: boolean },
): string[] {
  const world = new World(AGENTS, closed ? { default: AFTERNOONS } : {});
  const written: Written = { toCustomer: new Map(), internal: new Set() };
  let events = 0;
  world.crashes = () => crashAt[events++ % crashAt.length] ?? false;
  world.accept({ ...customerMessage(first), at: world.at() });
  for (const [index, move] of moves.entries()) {
    world.now += 1_000;
    move.run(world, written);
    const broken = brokenNow(world, written);
    if (broken.length > 0) return [`after ${index + 1}: ${move.name}`, ...broken];
  }
  world.deliverAll();
  const broken = [...brokenNow(world, written), ...brokenAtEnd(world, written)];
  if (broken.length > 0) return ['once all was delivered', ...broken];
  const again = brokenByHandBack(world);
  if (again.length > 0) return again;
  // Everybody goes away: whoever held it no longer does, and nobody has been forgotten.
  world.pass(QUIET_MS);
  world.deliverAll();
  return [...brokenNow(world, written), ...brokenAtEnd(world, written)];
}

it(`keeps every promise of the desk in ${SEQUENCES} random lives of a conversation`, () => {
  const lives = fc.property(
    fc.constantFrom('How do I export my data?', 'I want to talk to a human'),
    fc.array(anyMove, { minLength: 5, maxLength: 30 }),
    fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    fc.boolean(),
    (first, moves, crashAt, closed) => {
      const broken = play(first, moves, { crashAt, closed });
      if (broken.length > 0) {
        throw new Error([...broken, '', `  ${first}`, ...moves.map(({ name }) => `  ${name}`)].join('\n'));
      }
    },
  );
  fc.assert(lives, { numRuns: SEQUENCES });
  expect(SEQUENCES).toBeGreaterThanOrEqual(10_000);
}, 600_000);

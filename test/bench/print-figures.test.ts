import { expect, test } from 'vitest';
import { printFigures } from './print-figures.ts';

test('whoever reads the figures sees those of one group as a table, and gaps where nothing was measured', () => {
  const printed = printFigures({
    'concurrent_50.echo.replies_per_s': 1_234.5,
    'concurrent_50.echo.ack_p99_ms': 4.5678,
    'concurrent_50.baton.replies_per_s': 987,
  });
  expect(printed.split('\n')).toEqual([
    'concurrent 50  replies per s  ack p99 ms',
    'echo                    1235        4.57',
    'baton                    987            ',
  ]);
});

test('figures that belong to no table stand above the tables, a line each', () => {
  const printed = printFigures({ inserts_per_s: 6_000, 'memory.baton.rss_mb_per_10000': 0.5 });
  expect(printed).toMatch(/^inserts per s: 6000\n\nmemory .*\nbaton .*0\.5$/);
});

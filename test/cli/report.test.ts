import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBaton } from '../support/baton-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('baton report', () => {
  it('prints JSON alone, of all measures, where nothing has happened yet', async () => {
    const { code, stdout } = await runBaton(folder, [
      'report',
      '--json',
      '--since',
      '30d',
      '--by',
      'channel',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      time_zone: 'UTC',
      by: 'channel',
      total: { visits: 0, escalation_rate: null, time_to_escalation_ms: null, csat: null, containment: null },
      rows: [],
    });
  });

  it('prints a table for people', async () => {
    const { code, stdout } = await runBaton(folder, ['report']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Visits from .* UTC, days of UTC\n\nDay +visits .*\nall +0 /);
    expect(stdout).toContain('docs/measures.md');
  });

  it.each([
    [['--since', 'yesterday'], '--since is yesterday'],
    [['--since', '0d'], 'ten years'],
    [['--by', 'moon'], 'allowed: day, channel, category'],
  ])('refuses %j, and says what is allowed', async (args, said) => {
    const { code, stdout, stderr } = await runBaton(folder, ['report', ...args]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(said);
  });
});

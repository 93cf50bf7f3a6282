import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

// Browser tests need Chromium. A machine without it still runs all the others; CI must have it, so there they fail.
const browser =
  existsSync(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium') || process.env['CI'] !== undefined;

// So for Redis, which only the sharing of rate limits needs.
const redis =
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'redis-server'))) ||
  process.env['CI'] !== undefined;

const lacking = [...(browser ? [] : ['**/*.browser.test.ts']), ...(redis ? [] : ['**/*.redis.test.ts'])];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...lacking],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Two workers: tests start servers, browsers and child processes of their own.
    maxWorkers: 2,
  },
});

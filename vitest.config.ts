import { existsSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

// Browser tests need Chromium. A machine without it still runs all the others; CI must have it, so there they fail.
const browser =
  existsSync(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium') || process.env['CI'] !== undefined;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(browser ? [] : ['**/*.browser.test.ts'])],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Two workers: tests start servers, browsers and child processes of their own.
    maxWorkers: 2,
  },
});

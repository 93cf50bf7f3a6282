import { defineConfig } from 'vitest/config';

/** `npm run test:teams-client`: Baton in Microsoft's own client, in a real browser. */
export default defineConfig({
  test: { include: ['test/teams-client/**/*.client-test.ts'], testTimeout: 60_000, pool: 'forks' },
});

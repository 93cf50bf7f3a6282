#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../dist/src/cli/main.js', import.meta.url);
if (!existsSync(entry)) {
  process.stderr.write(
    'Baton is not built yet. Run `npm install` (or `npm run build`) in its folder first.\n',
  );
  process.exit(1);
}
await import(entry.href);

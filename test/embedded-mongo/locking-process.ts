import { writeSync } from 'node:fs';
import { lockFolder } from '../../src/embedded-mongo/journal/folder-lock.ts';

/** Takes the lock of a folder, says how that went, and stays until it is killed: `locking-process.ts FOLDER`. */
try {
  lockFolder(process.argv[2] ?? '');
  writeSync(1, 'locked\n');
} catch (error) {
  writeSync(1, `${(error as { code?: string }).code}\n`);
}
setInterval(() => undefined, 60_000);

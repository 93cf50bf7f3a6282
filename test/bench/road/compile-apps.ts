import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Compiles the apps that are compared, with all of Baton, as `npm run build` does: what a loader adds at run time would
 * be measured with them. Types are not checked here. Gives the folder with the compiled apps, as a URL with a slash at
 * its end.
 */
export async function compileApps(): Promise<URL> {
  const compiler = at('../../../node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', at('../tsconfig.json')]);
  return pathToFileURL(at('../../../test-output/bench/compiled/test/bench/road/apps/'));
}

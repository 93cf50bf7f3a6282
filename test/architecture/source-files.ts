import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './offences.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The files below a folder of the repository whose names end in one of `extensions`. */
export function sourceFiles(folder: string, extensions: readonly string[] = ['.ts']): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((extension) => entry.name.endsWith(extension)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(ROOT.length).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
    }));
}

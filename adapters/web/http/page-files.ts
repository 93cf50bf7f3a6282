import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packagePath } from '../../../src/platform/package-path.ts';

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  body: string;
  mediaType: string;
}

/** The page's files by name, read once; a name that is not among them is served by nobody. */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const folder = packagePath('adapters/web/page');
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.flatMap(({ name }) => {
      const mediaType = MEDIA_TYPES[extname(name)];
      return mediaType ? [[name, { body: readFileSync(join(folder, name), 'utf8'), mediaType }]] : [];
    }),
  );
}

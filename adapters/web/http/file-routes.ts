import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { FileRef } from '../../../src/channels/refs.ts';
import { FILE_LIMIT } from '../records/files.ts';
import { isPicture } from '../text/pictures.ts';
import type { Workspace } from '../workspace.ts';
import { HttpProblem, problem } from './fail.ts';
import { readQuery } from './read-json.ts';
import { postId } from './requests.ts';

const upload = z.object({ name: z.string().trim().min(1).max(200) });
/** Whatever a file holds, it can do nothing where it is opened. */
const POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";
const MEDIA_TYPE = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,100}$/;

/**
 * Files in and out. Whoever knows the id of a file may have it: ids cannot be guessed, and are told only in the threads
 * that hold the file.
 */
export function fileRoutes({ files }: Workspace): Hono {
  const app = new Hono();
  const tooLarge = (context: Context) =>
    problem(context, 413, `A file may have up to ${FILE_LIMIT / 1_048_576} MB`);

  app.post('/', bodyLimit({ maxSize: FILE_LIMIT, onError: tooLarge }), async (context) => {
    const { name } = readQuery(context, upload);
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.byteLength === 0) throw new HttpProblem(400, 'The file is empty');
    const given = (context.req.header('content-type') ?? '').toLowerCase().split(';')[0] ?? '';
    const mediaType = MEDIA_TYPE.test(given) ? given : 'application/octet-stream';
    const file = await files.upload({ name, mediaType }, bytes);
    return context.json({ file: { id: file.id, name, size: file.size } });
  });

  app.get('/:id', async (context) => {
    const id = postId.safeParse(context.req.param('id'));
    const found = id.success ? await files.read(id.data) : undefined;
    if (!found) throw new HttpProblem(404, 'There is no such file');
    const { name, mediaType } = found.file;
    const shown = isPicture(mediaType);
    return context.body(new Uint8Array(found.bytes), 200, {
      'Content-Type': shown ? mediaType : 'application/octet-stream',
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
  });

  return app;
}

/** https://www.rfc-editor.org/rfc/rfc8187#section-3.2: of what encodeURIComponent leaves alone, these stand for something. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The files that a message names, now its own. Throws where one is not there. */
export async function filesOf(
  { files }: Workspace,
  postId: string,
  ids: readonly string[],
): Promise<{ files?: FileRef[] }> {
  const found: FileRef[] = [];
  for (const id of ids) {
    const file = await files.attach(id, postId);
    if (!file) throw new HttpProblem(404, 'A file of this message is not there; attach it again');
    found.push(file);
  }
  return found.length > 0 ? { files: found } : {};
}

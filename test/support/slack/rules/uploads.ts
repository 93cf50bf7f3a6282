import { randomUUID } from 'node:crypto';
import type { FakeFile } from '../workspace/file.ts';

/** Files under way: a URL each, to which the app posts the bytes once. */
export class Uploads {
  readonly #expected = new Map<string, { file: FakeFile; length: number }>();

  /** Path of a new upload URL, without a slash at the start. */
  expect(file: FakeFile, length: number): string {
    const path = `upload/v1/${randomUUID()}`;
    this.#expected.set(path, { file, length });
    return path;
  }

  /** Takes the bytes; the text to answer with, or undefined where the URL is not good. */
  async receive(path: string, contentType: string, body: Buffer): Promise<string | undefined> {
    const expected = this.#expected.get(path);
    if (!expected) return undefined;
    const content = contentType.startsWith('multipart/form-data') ? await filePart(contentType, body) : body;
    if (!content || content.length !== expected.length) return undefined;
    this.#expected.delete(path);
    expected.file.content = content;
    return `OK - ${content.length}`;
  }
}

/** The first file of a multipart form. */
async function filePart(contentType: string, body: Buffer): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(body);
  const form = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  for (const [, value] of form?.entries() ?? []) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  }
  return undefined;
}

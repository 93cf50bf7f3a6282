import type { LoadedFile } from '../../../src/channels/adapter.ts';
import type { FileRef } from '../../../src/channels/refs.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { LIMITS, UPLOAD_BYTES } from '../limits.ts';

/** As many of the files as one message takes. */
export function uploadable(files: readonly LoadedFile[]): LoadedFile[] {
  let room = UPLOAD_BYTES;
  const taken = files.filter(({ bytes }) => {
    if (bytes.byteLength > LIMITS.file || bytes.byteLength > room) return false;
    room -= bytes.byteLength;
    return true;
  });
  return taken.slice(0, LIMITS.files);
}

/** Files as the client takes them, beside the `attachments` of the message. */
export function asUploads(files: readonly LoadedFile[]) {
  return files.map(({ name, bytes, mediaType }) => ({
    name: name || 'file',
    data: bytes,
    contentType: mediaType,
  }));
}

export function attachmentsOf(files: readonly LoadedFile[]): Shape[] {
  return files.map(({ name }, index) => ({ id: String(index), filename: name || 'file' }));
}

/** Tells which of a content's files a message shows. Discord writes names in its own way. */
export function shownIn(message: Shape): (file: FileRef) => boolean {
  const names = new Set(
    listOf(message['attachments']).map((each) => bare(textOf(shapeOf(each)['filename']))),
  );
  return ({ name }) => names.has(bare(name || 'file'));
}

function bare(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}

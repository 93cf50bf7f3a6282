import type { FileRef } from '../../../src/channels/refs.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';

const LONGEST_NAME = 200;

/** A file of a message, as a list of one; none where it is gone. https://docs.slack.dev/reference/objects/file-object */
export function readFile(value: unknown): FileRef[] {
  const file = shapeOf(value);
  const id = textOf(file['id']);
  if (id === '' || file['mode'] === 'tombstone') return [];
  const size = file['size'];
  const url = textOf(file['permalink']);
  return [
    {
      platform: 'slack',
      id,
      name: (textOf(file['name']) || textOf(file['title']) || id).slice(0, LONGEST_NAME),
      mediaType: textOf(file['mimetype']) || 'application/octet-stream',
      size: typeof size === 'number' && size > 0 ? size : 0,
      ...(url ? { url } : {}),
    },
  ];
}

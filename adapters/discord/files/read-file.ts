import type { FileRef } from '../../../src/channels/refs.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';

const LONGEST_NAME = 200;

/** The files of a message, also of one that was forwarded with it. https://docs.discord.com/developers/resources/message#attachment-object */
export function readFiles(message: Shape, channel: string): FileRef[] {
  const id = textOf(message['id']);
  return attachmentsIn(message).flatMap((file): FileRef[] => {
    const own = textOf(file['id']);
    if (own === '') return [];
    const { size } = file;
    const url = textOf(file['url']);
    return [
      {
        platform: 'discord',
        id: `${channel}/${id}/${own}`,
        name: (textOf(file['title']) || textOf(file['filename']) || own).slice(0, LONGEST_NAME),
        mediaType: textOf(file['content_type']).split(';')[0] || 'application/octet-stream',
        size: typeof size === 'number' && size > 0 ? size : 0,
        ...(url ? { url } : {}),
      },
    ];
  });
}

/** All attachment objects of a message and of what was forwarded in it. */
export function attachmentsIn(message: Shape): Shape[] {
  const forwarded = listOf(message['message_snapshots']).map((each) => shapeOf(shapeOf(each)['message']));
  return [message, ...forwarded].flatMap((one) => listOf(one['attachments'])).map(shapeOf);
}

import type { FileRef } from '../../../src/channels/refs.ts';
import { PLATFORM } from '../places.ts';
import type { Attachment, TeamsActivity } from './activity.ts';
import { eventId } from './event-id.ts';

/** Where a file of a message is read from. */
export interface FileSource {
  /** The file's id, as its reference has it. */
  id: string;
  /** `connector`: with the bot's token; `download`: an address that needs none and soon expires. */
  by: 'connector' | 'download';
  url: string;
}

const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';
const LONGEST_NAME = 200;
const LONGEST_URL = 4_000;

/** Media types by the file type that Teams names. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};

/**
 * The files of a message, and where each is read from. Files that stand in a channel's library (`reference`) bots
 * cannot read; they are told by name and link.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function readFiles(activity: TeamsActivity): { files: FileRef[]; sources: FileSource[] } {
  const files: FileRef[] = [];
  const sources: FileSource[] = [];
  activity.attachments.forEach((attachment, index) => {
    const id = eventId('file', activity.conversation.id, activity.id ?? '', String(index));
    const found = readAttachment(attachment, id);
    if (!found) return;
    files.push(found.file);
    if (found.source) sources.push(found.source);
  });
  return { files, sources };
}

function readAttachment(
  attachment: Attachment,
  id: string,
): { file: FileRef; source?: FileSource } | undefined {
  const { contentType, contentUrl, content } = attachment;
  const name = (attachment.name ?? '').trim().slice(0, LONGEST_NAME);
  if (contentType === DOWNLOAD_INFO) {
    const { downloadUrl, fileType } = contentOf(content);
    const mediaType = MEDIA_TYPES[text(fileType).toLowerCase()] ?? 'application/octet-stream';
    const file = { platform: PLATFORM, id, name: name || 'file', mediaType, size: 0, ...linkTo(contentUrl) };
    return {
      file,
      ...(isHttp(text(downloadUrl)) ? { source: { id, by: 'download', url: text(downloadUrl) } } : {}),
    };
  }
  if (/^image\/[\w.+*-]{1,50}$/.test(contentType) && isHttp(contentUrl ?? '')) {
    const mediaType = contentType === 'image/*' ? 'image/png' : contentType;
    const file = { platform: PLATFORM, id, name: name || `image.${mediaType.slice(6)}`, mediaType, size: 0 };
    return { file, source: { id, by: 'connector', url: contentUrl ?? '' } };
  }
  if (contentType === 'reference' && name !== '') {
    return {
      file: {
        platform: PLATFORM,
        id,
        name,
        mediaType: 'application/octet-stream',
        size: 0,
        ...linkTo(contentUrl),
      },
    };
  }
  return undefined;
}

function contentOf(content: unknown): { downloadUrl?: unknown; fileType?: unknown } {
  return typeof content === 'object' && content !== null ? content : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isHttp(url: string): boolean {
  return url.length <= 8_000 && /^https?:\/\//i.test(url) && URL.canParse(url);
}

function linkTo(url: string | null | undefined): { url?: string } {
  return url && url.length <= LONGEST_URL && isHttp(url) ? { url } : {};
}

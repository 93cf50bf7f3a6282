import type { LoadedFile } from '../../../src/channels/adapter.ts';
import type { Content } from '../../../src/channels/content.ts';
import type { PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { slackCode } from '../web-api/api-errors.ts';
import type { Answer, SlackApi } from '../web-api/slack-api.ts';

/** How the post of files is told from the post of words: Slack names no message when files are shared, only the files. */
const PREFIX = 'file:';

/**
 * Refusals of a single file: of its type or size, or of any file at all. It is then shown by its name.
 * https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors
 */
const REFUSED = new Set([
  'file_type_not_allowed',
  'file_upload_size_restricted',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'missing_scope',
]);

/** A file that Slack holds, not shared with anybody yet. */
export interface Uploaded {
  id: string;
  file: LoadedFile;
}

/** Uploads files, as far as Slack takes them; nobody sees any of them before they are shared. */
export async function uploadFiles(
  api: SlackApi,
  files: readonly LoadedFile[],
  signal?: AbortSignal,
): Promise<Uploaded[]> {
  const uploaded: Uploaded[] = [];
  for (const file of files) {
    const id = await upload(api, file, signal);
    if (id) uploaded.push({ id, file });
  }
  return uploaded;
}

/**
 * Shares uploaded files in one message. https://docs.slack.dev/messaging/working-with-files#upload
 * Slack shares them in its own time, and its answer does not name the message.
 */
export async function shareFiles(
  api: SlackApi,
  { channel, thread }: ThreadRef,
  uploaded: readonly Uploaded[],
  { comment, signal }: { comment: string; signal?: AbortSignal | undefined },
): Promise<string> {
  await api.call(
    'files.completeUploadExternal',
    {
      files: uploaded.map(({ id, file }) => ({ id, title: file.name })),
      channel_id: channel,
      ...(thread === null ? {} : { thread_ts: thread }),
      ...(comment === '' ? {} : { initial_comment: comment }),
    },
    signal,
  );
  return PREFIX + uploaded.map(({ id }) => id).join(',');
}

async function upload(api: SlackApi, file: LoadedFile, signal?: AbortSignal): Promise<string | undefined> {
  // Slack takes a length of 0 for a missing one.
  if (file.bytes.byteLength === 0) return undefined;
  const announced = { filename: file.name || 'file', length: file.bytes.byteLength };
  let answer: Answer;
  try {
    answer = await api.call('files.getUploadURLExternal', announced, signal);
  } catch (error) {
    if (REFUSED.has(slackCode(error) ?? '')) return undefined;
    throw error;
  }
  await send(textOf(answer['upload_url']), file.bytes, signal);
  return textOf(answer['file_id']);
}

async function send(url: string, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  try {
    const body = new Uint8Array(bytes);
    const response = await fetch(url, { method: 'POST', body, ...(signal ? { signal } : {}) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new BatonError('delivery.retryable', `Slack did not take a file: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The files of a post that shares files; undefined for a post of words. */
export function sharedFiles({ id }: PostRef): string[] | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length).split(',') : undefined;
}

/** Takes files away, wherever they were shared, with the message that shared them. */
export async function removeFiles(api: SlackApi, channel: string, ids: readonly string[]): Promise<void> {
  for (const ts of await sharesOf(api, channel, ids[0] ?? '')) {
    await unlessGone(api.call('chat.delete', { channel, ts }));
  }
  for (const file of ids) await unlessGone(api.call('files.delete', { file }));
}

/** Where a file was shared in a channel. https://docs.slack.dev/reference/methods/files.info */
async function sharesOf(api: SlackApi, channel: string, file: string): Promise<string[]> {
  const answer = await unlessGone(api.call('files.info', { file }), MAY_NOT_LOOK);
  const shares = shapeOf(shapeOf(answer?.['file'])['shares']);
  return [shares['public'], shares['private']].flatMap((kind) =>
    listOf(shapeOf(kind)[channel]).map((share) => textOf(shapeOf(share)['ts'])),
  );
}

const GONE = ['message_not_found', 'file_not_found', 'file_deleted'];
/** Without the scope to ask, the files go, and what remains of the message says that they were deleted. */
const MAY_NOT_LOOK = 'missing_scope';

async function unlessGone<T>(call: Promise<T>, ...more: string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if ([...GONE, ...more].includes(slackCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Whether a message of ours shares files of this content, all with their names and sizes. Slack keeps nothing else with
 * shared files by which they could be told from others: https://docs.slack.dev/reference/methods/files.completeUploadExternal
 */
export function sharesSame(
  message: Readonly<Record<string, unknown>>,
  { botId, botUser }: { botId: string; botUser: string },
  content: Content,
): boolean {
  const wanted = content.kind === 'text' ? [...(content.files ?? [])] : [];
  const shared = listOf(message['files']).map(shapeOf);
  const ours = message['bot_id'] === botId || message['user'] === botUser;
  if (!ours || wanted.length === 0 || shared.length === 0) return false;
  return shared.every(({ name, title, size }) => {
    const at = wanted.findIndex(
      (file) => [name, title].includes(file.name) && (file.size === 0 || file.size === size),
    );
    return at >= 0 && wanted.splice(at, 1).length === 1;
  });
}

/** The id of a post that shares files; undefined for one of words. */
export function fileIds(message: Readonly<Record<string, unknown>>): string | undefined {
  const ids = listOf(message['files']).map((file) => textOf(shapeOf(file)['id']));
  return ids.length > 0 ? PREFIX + ids.join(',') : undefined;
}

import type { LoadedFile } from '../../../src/channels/adapter.ts';
import type { Content } from '../../../src/channels/content.ts';
import type { PostRef, ThreadRef } from '../../../src/channels/refs.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { slackCode } from '../web-api/api-errors.ts';
import { listOf, shapeOf, textOf } from '../web-api/shape.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** How the post of files is told from the post of words: Slack names no message when files are shared, only the files. */
const PREFIX = 'file:';

/**
 * Uploads files and shares them in one message. Not before the last call does anybody see any of them.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function shareFiles(
  api: SlackApi,
  thread: ThreadRef,
  files: readonly LoadedFile[],
  { comment, signal }: { comment: string; signal: AbortSignal | undefined },
): Promise<PostRef> {
  const ids: string[] = [];
  for (const file of files) ids.push(await upload(api, file, signal));
  await api.call(
    'files.completeUploadExternal',
    {
      files: ids.map((id, index) => ({ id, title: files[index]?.name ?? '' })),
      channel_id: thread.channel,
      ...(thread.thread === null ? {} : { thread_ts: thread.thread }),
      ...(comment === '' ? {} : { initial_comment: comment }),
    },
    signal,
  );
  return { ...thread, id: PREFIX + ids.join(',') };
}

async function upload(api: SlackApi, file: LoadedFile, signal: AbortSignal | undefined): Promise<string> {
  const { name: filename, bytes } = file;
  const answer = await api.call('files.getUploadURLExternal', { filename, length: bytes.byteLength }, signal);
  try {
    const body = new Uint8Array(bytes);
    const response = await fetch(textOf(answer['upload_url']), {
      method: 'POST',
      body,
      ...(signal ? { signal } : {}),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new BatonError('delivery.retryable', `Slack did not take a file: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return textOf(answer['file_id']);
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
  const answer = await unlessGone(api.call('files.info', { file }));
  const shares = shapeOf(shapeOf(answer?.['file'])['shares']);
  return [shares['public'], shares['private']].flatMap((kind) =>
    listOf(shapeOf(kind)[channel]).map((share) => textOf(shapeOf(share)['ts'])),
  );
}

const GONE = new Set(['message_not_found', 'file_not_found', 'file_deleted']);

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (GONE.has(slackCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Whether a message of ours shares just the files that this content has. Slack stores nothing else with shared files by
 * which they could be told from others.
 */
export function sharesSame(
  message: Readonly<Record<string, unknown>>,
  botId: string,
  content: Content,
): boolean {
  const wanted = content.kind === 'text' ? (content.files ?? []) : [];
  const shared = listOf(message['files']).map((file) => textOf(shapeOf(file)['name']));
  if (wanted.length === 0 || shared.length === 0 || textOf(message['bot_id']) !== botId) return false;
  return shared.every((name) => wanted.some((file) => file.name === name));
}

/** The id of a post that shares files; undefined for one of words. */
export function fileIds(message: Readonly<Record<string, unknown>>): string | undefined {
  const ids = listOf(message['files']).map((file) => textOf(shapeOf(file)['id']));
  return ids.length > 0 ? PREFIX + ids.join(',') : undefined;
}

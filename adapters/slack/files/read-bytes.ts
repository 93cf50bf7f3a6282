import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { slackCode } from '../web-api/api-errors.ts';
import { textOf } from '../web-api/shape.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Where a file is read from, and with what. */
export interface FileAccess {
  api: SlackApi;
  botToken: string;
  /** Where the Web API is reached, if not at Slack itself: files may come from there, too. */
  apiUrl: string | undefined;
}

/** Answers of `files.info` after which trying again cannot help. https://docs.slack.dev/reference/methods/files.info#errors */
const GONE = new Set(['file_not_found', 'file_deleted', 'not_visible', 'missing_scope', 'no_permission']);

/**
 * The bytes of a file, for which the bot's token is needed. Throws `file.unreadable` where it is gone, hidden from the
 * bot, or larger than `maxBytes`. https://docs.slack.dev/reference/objects/file-object
 */
export async function readBytes(
  { api, botToken, apiUrl }: FileAccess,
  id: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const file = await infoOf(api, id, signal);
  const url = textOf(file['url_private_download']) || textOf(file['url_private']);
  if (!mayAsk(url, apiUrl)) throw unreadable('it is kept outside Slack');
  let response: Response;
  try {
    const headers = { authorization: `Bearer ${botToken}` };
    response = await fetch(url, { headers, redirect: 'error', ...(signal ? { signal } : {}) });
  } catch (error) {
    throw new BatonError('delivery.retryable', `Slack did not give a file: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (response.status >= 500 || response.status === 429) {
    await response.body?.cancel();
    throw new BatonError('delivery.retryable', `Slack answers with ${response.status} for a file`);
  }
  // Without the scope, Slack gives a page to sign in instead of the file.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (!response.ok || (isPage && !textOf(file['mimetype']).startsWith('text/html'))) {
    await response.body?.cancel();
    throw unreadable('the bot may not read it');
  }
  return bounded(response, maxBytes);
}

/** What Slack knows of a file of a message. Throws `file.unreadable` where it is gone. */
async function infoOf(
  api: SlackApi,
  id: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { file } = await api.call('files.info', { file: id }, signal);
    return (file ?? {}) as Record<string, unknown>;
  } catch (error) {
    if (GONE.has(slackCode(error) ?? '')) throw unreadable(`Slack says ${slackCode(error)}`, error);
    throw error;
  }
}

/** The token goes to Slack alone, whatever address an event names. */
function mayAsk(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (apiUrl && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}

async function bounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the answer.
    if (size > maxBytes) throw unreadable(`it has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreadable(why: string, cause?: unknown): BatonError {
  return new BatonError('file.unreadable', `A file on Slack cannot be read: ${why}`, {
    mend: 'Where the scope files:read is missing, add it in the app’s settings and install the app again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { textOf } from '../../../src/platform/shape.ts';
import { slackCode } from '../web-api/api-errors.ts';
import type { SlackApi } from '../web-api/slack-api.ts';

/** Where a file is read from, and with what. */
export interface FileAccess {
  api: SlackApi;
  botToken: string;
  /** Where the Web API is reached, if not at Slack itself: files may come from there, too. */
  apiUrl: string | undefined;
}

/** Answers of `files.info` after which trying again cannot help. https://docs.slack.dev/reference/methods/files.info#errors */
const GONE = new Set([
  'file_not_found',
  'file_deleted',
  'not_visible',
  'missing_scope',
  'no_permission',
  'access_denied',
]);
/** Slack passes a request on to where the file lies, on hosts of its own. */
const MOST_HOPS = 3;

/**
 * The bytes of a file, for which the bot's token is needed. Throws `file.unreadable` where it is gone, hidden from the
 * bot, or larger than `maxBytes`. https://docs.slack.dev/reference/objects/file-object#authentication
 */
export async function readBytes(
  access: FileAccess,
  id: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const file = await infoOf(access.api, id, signal);
  if (Number(file['size']) > maxBytes) throw tooLarge(maxBytes);
  const url = textOf(file['url_private_download']) || textOf(file['url_private']);
  const response = await download(access, url, signal);
  const bytes = await bounded(response, maxBytes);
  // Without the scope Slack gives a page to sign in instead of the file, which may be such a page itself.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  const isFile = textOf(file['mimetype']).startsWith('text/html') && bytes.byteLength === file['size'];
  if (isPage && !isFile) throw unreadable('the bot may not read it');
  return bytes;
}

/** Slack's answer for a file; followed to where Slack sends it, as long as that is Slack, with the token at each step. */
async function download(
  { botToken, apiUrl }: FileAccess,
  first: string,
  signal?: AbortSignal,
): Promise<Response> {
  let url = first;
  for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
    if (!mayAsk(url, apiUrl)) throw unreadable('it is kept outside Slack');
    const response = await ask(url, botToken, signal);
    if (response.ok) return response;
    await response.body?.cancel();
    const { status } = response;
    if (status >= 500 || status === 429)
      throw new BatonError('delivery.retryable', `Slack answers ${status} for a file`);
    const location = response.headers.get('location');
    if (status < 300 || status >= 400 || location === null || !URL.canParse(location, url)) break;
    url = new URL(location, url).href;
  }
  throw unreadable('the bot may not read it');
}

async function ask(url: string, botToken: string, signal?: AbortSignal): Promise<Response> {
  try {
    const headers = { authorization: `Bearer ${botToken}` };
    return await fetch(url, { headers, redirect: 'manual', ...(signal ? { signal } : {}) });
  } catch (error) {
    throw new BatonError('delivery.retryable', `Slack did not give a file: ${messageOf(error)}`, {
      cause: error,
    });
  }
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
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): BatonError {
  return unreadable(`it has more than ${maxBytes} bytes`);
}

function unreadable(why: string, cause?: unknown): BatonError {
  return new BatonError('file.unreadable', `A file on Slack cannot be read: ${why}`, {
    mend: 'Where the scope files:read is missing, add it in the app’s settings and install the app again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

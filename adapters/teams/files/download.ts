import { BatonError, messageOf } from '../../../src/platform/errors.ts';

/** Addresses of files lead on to others; so many times, and no more. */
const MOST_REDIRECTS = 4;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

interface DownloadOptions {
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** Whether an address may be asked at all. */
  mayAsk(url: string): boolean;
  /** The bot's token, for services that want it; asked for each address anew. */
  tokenFor?(url: string): Promise<string | undefined>;
}

/**
 * The bytes of a file. Throws `file.unreadable` where it is gone, not ours to read, kept where we do not go, or larger
 * than `maxBytes`; `delivery.retryable` where trying again may help.
 */
export async function download(from: string, options: DownloadOptions): Promise<Uint8Array> {
  let url = from;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!options.mayAsk(url)) throw unreadable('it is kept outside Microsoft’s services');
    const response = await ask(url, options);
    if (!REDIRECTS.has(response.status)) return read(response, options.maxBytes);
    await response.body?.cancel();
    const next = response.headers.get('location') ?? '';
    if (!URL.canParse(next, url)) throw unreadable('its address leads nowhere');
    url = new URL(next, url).href;
  }
  throw unreadable('its address leads on and on');
}

async function ask(url: string, { signal, tokenFor }: DownloadOptions): Promise<Response> {
  const token = await tokenFor?.(url);
  try {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return await fetch(url, { headers, redirect: 'manual', ...(signal ? { signal } : {}) });
  } catch (cause) {
    throw new BatonError('delivery.retryable', `Microsoft did not give a file: ${messageOf(cause)}`, {
      cause,
    });
  }
}

async function read(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.ok) return bounded(response, maxBytes);
  await response.body?.cancel();
  if (response.status === 429 || response.status >= 500) {
    throw new BatonError('delivery.retryable', `Microsoft answers with ${response.status} for a file`);
  }
  throw unreadable(`Microsoft answers with ${response.status}; its address has expired, or it was deleted`);
}

async function bounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      // Leaving the loop cancels the rest of the answer.
      if (size > maxBytes) throw unreadable(`it has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BatonError) throw cause;
    throw new BatonError('delivery.retryable', `A file broke off: ${messageOf(cause)}`, { cause });
  }
  return Buffer.concat(chunks);
}

export function unreadable(why: string): BatonError {
  return new BatonError('file.unreadable', `A file in Teams cannot be read: ${why}`, {
    mend: 'Ask for it again; Teams lets bots read files for some minutes, and in personal chats alone.',
  });
}

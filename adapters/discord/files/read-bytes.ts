import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { textOf } from '../../../src/platform/shape.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { isSnowflake } from '../server/snowflake.ts';
import { attachmentsIn } from './read-file.ts';

/** Where Discord keeps files. https://docs.discord.com/developers/reference#cdn-endpoints */
const KEPT_AT = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

interface Access {
  api: DiscordApi;
  /** Where the API is reached, if not at Discord itself: files may come from there, too. */
  apiUrl: string | undefined;
}

/**
 * The bytes of a file. Its address runs out after a day, so the message is asked for a new one. Throws `file.unreadable`
 * where it is gone, hidden from the bot, or larger than `maxBytes`.
 */
export async function readBytes(
  { api, apiUrl }: Access,
  id: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const url = await addressOf(api, id, signal);
  if (!mayAsk(url, apiUrl)) throw unreadable('it is kept outside Discord');
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'error', ...(signal ? { signal } : {}) });
  } catch (error) {
    throw passing(messageOf(error), error);
  }
  if (!response.ok) {
    await response.body?.cancel();
    if (response.status >= 500 || response.status === 429) throw passing(`status ${response.status}`);
    throw unreadable(`Discord answers with ${response.status}`);
  }
  return bounded(response, maxBytes);
}

async function addressOf(api: DiscordApi, id: string, signal?: AbortSignal): Promise<string> {
  const [channel, message, attachment] = id.split('/');
  if (![channel, message, attachment].every(isSnowflake)) throw unreadable('it is none of Discord’s');
  try {
    const found = await api.object('GET', `/channels/${channel}/messages/${message}`, { signal });
    const file = attachmentsIn(found).find((one) => one['id'] === attachment);
    if (file) return textOf(file['url']);
  } catch (error) {
    if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
    throw unreadable(error.message, error);
  }
  throw unreadable('it was taken out of its message');
}

function mayAsk(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (apiUrl && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && KEPT_AT.has(hostname);
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
  } catch (error) {
    throw error instanceof BatonError ? error : passing(messageOf(error), error);
  }
  return Buffer.concat(chunks);
}

function passing(why: string, cause?: unknown): BatonError {
  return new BatonError(
    'delivery.retryable',
    `Discord did not give a file: ${why}`,
    cause === undefined ? {} : { cause },
  );
}

function unreadable(why: string, cause?: unknown): BatonError {
  return new BatonError('file.unreadable', `A file on Discord cannot be read: ${why}`, {
    mend: 'Where the bot may not read the message, give its role View Channel and Read Message History there.',
    ...(cause === undefined ? {} : { cause }),
  });
}

import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { AdapterStorage, LoadedFile } from '../../../src/channels/adapter.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { TrustedHosts } from '../connector/service-hosts.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { placeOf } from '../places.ts';
import { Belonging } from '../records/belonging.ts';
import type { KeptBytes } from '../records/kept-bytes.ts';
import { fileLink } from '../render/render-text.ts';

interface Offer {
  name: string;
  size: number;
  channel: string;
}

const OFFER = 'offer';
/** Who has not taken a file by then does not want it. */
const KEPT_MS = 14 * 24 * 3_600_000;
const PRUNED_AT_ONCE = 20;
/** Part of the time that Teams waits for the answer to a press. */
const UPLOAD_WITHIN_MS = 10_000;

const consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ baton: z.object({ file: z.string().max(100) }) }),
  uploadInfo: z
    .object({
      uploadUrl: z.string().max(8_000),
      contentUrl: z.string().max(8_000),
      uniqueId: z.string().max(300),
      fileType: z.string().max(50).catch(''),
    })
    .optional(),
});

/**
 * Files that are offered in personal chats: Teams asks the person first, and then gives the address to upload to.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#upload-files-to-personal-chat
 */
export class OfferedFiles {
  readonly #byChat: Belonging;
  readonly #byPost: Belonging;
  readonly #deps: { storage: AdapterStorage; bytes: KeptBytes; hosts: TrustedHosts; clock: Clock };

  constructor(deps: { storage: AdapterStorage; bytes: KeptBytes; hosts: TrustedHosts; clock: Clock }) {
    this.#deps = deps;
    this.#byChat = new Belonging(deps.storage, 'offer-in-chat');
    this.#byPost = new Belonging(deps.storage, 'offer-by-post');
  }

  /** Keeps a file until it is answered for, and gives the card that asks. `key`: of the post. */
  async offer(key: string, channel: string, { name, bytes }: LoadedFile): Promise<Partial<Activity>> {
    const id = offerId(key, channel);
    const now = this.#deps.clock.now().getTime();
    await this.#prune(now);
    await this.#byChat.note(id, channel, now);
    await this.#deps.bytes.put(id, bytes);
    const offer: Offer = { name, size: bytes.byteLength, channel };
    await this.#deps.storage.insert(OFFER, { id, group: OFFER, order: now, value: offer });
    const context = { baton: { file: id } };
    const content = {
      description: name,
      sizeInBytes: bytes.byteLength,
      acceptContext: context,
      declineContext: context,
    };
    return {
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content }],
    };
  }

  /** Notes by which post a file is offered, where `key` offered one. */
  async posted(key: string, { channel, id: post }: PostRef): Promise<void> {
    const id = offerId(key, channel);
    const offer = await this.#deps.storage.get(OFFER, id);
    if (offer) await this.#byPost.note(id, postKey(channel, post), offer.order);
  }

  /** Erases what a post offers; no error where it offers nothing. */
  async forgetPost({ channel, id }: PostRef): Promise<void> {
    await this.#byPost.eraseAll(postKey(channel, id), (offer) => this.#forget(offer));
  }

  /** Erases what was offered in a personal chat up to a moment, in milliseconds. */
  async forgetChat(channel: string, last: number): Promise<void> {
    await this.#byChat.eraseAll(channel, (offer) => this.#forget(offer), last);
  }

  /**
   * Takes the person's answer: uploads the file where they want it. Gives what takes the place of the card; undefined
   * where the offer is settled already, `malformed` where it is no answer to an offer of ours. Throws where the person may
   * press again.
   */
  async answered(activity: TeamsActivity): Promise<Partial<Activity> | 'malformed' | undefined> {
    const parsed = consent.safeParse(activity.value);
    if (!parsed.success) return 'malformed';
    const { action, context, uploadInfo } = parsed.data;
    const id = context.baton.file;
    const offer = (await this.#deps.storage.get(OFFER, id))?.value as Offer | undefined;
    if (!offer || offer.channel !== placeOf(activity.conversation.id).channel) return undefined;
    const bytes = action === 'accept' ? await this.#deps.bytes.get(id, offer.size) : undefined;
    if (!bytes || !uploadInfo) {
      await this.#forget(id);
      return { type: 'message', textFormat: 'xml', text: `<p>📎 ${fileLink({ name: offer.name })}</p>` };
    }
    await this.#upload(uploadInfo.uploadUrl, bytes);
    await this.#forget(id);
    const { contentUrl, uniqueId, fileType } = uploadInfo;
    const card = {
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      contentUrl,
      name: offer.name,
    };
    return { type: 'message', attachments: [{ ...card, content: { uniqueId, fileType } }] };
  }

  async #upload(url: string, bytes: Uint8Array): Promise<void> {
    if (!this.#deps.hosts.isFileStore(url))
      throw new BatonError('event.refused', 'A file was to be uploaded outside Microsoft’s services');
    const size = bytes.byteLength;
    try {
      const response = await fetch(url, {
        method: 'PUT',
        headers: {
          'content-type': 'application/octet-stream',
          'content-range': `bytes 0-${size - 1}/${size}`,
        },
        body: new Uint8Array(bytes),
        redirect: 'error',
        signal: AbortSignal.timeout(UPLOAD_WITHIN_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`status ${response.status}`);
    } catch (cause) {
      throw new BatonError('delivery.retryable', `OneDrive did not take a file: ${messageOf(cause)}`, {
        cause,
      });
    }
  }

  async #forget(id: string): Promise<void> {
    await this.#deps.storage.remove(OFFER, id);
    await this.#deps.bytes.remove(id);
    await this.#byPost.remove(id);
    await this.#byChat.remove(id);
  }

  async #prune(now: number): Promise<void> {
    const oldest = await this.#deps.storage.list(OFFER, OFFER, { limit: PRUNED_AT_ONCE });
    for (const { id, order } of oldest) if (order < now - KEPT_MS) await this.#forget(id);
  }
}

function offerId(key: string, channel: string): string {
  return createHash('sha256').update(`${channel}|${key}`).digest('hex');
}

function postKey(channel: string, post: string): string {
  return JSON.stringify([channel, post]);
}

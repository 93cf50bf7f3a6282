import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import { type Host, hostOf } from '../inbound/team-of.ts';
import { type ConversationKind, kindOf, placeOf } from '../places.ts';

/** What is needed to write into a conversation at any time, also after a restart. */
export interface Reference {
  /** Where the conversation is reached; Teams may move it, and the latest is used. */
  serviceUrl: string;
  tenant: string;
  kind: ConversationKind;
  bot: { id: string; name: string };
}

type HostRecord = Pick<Host, 'team'>;

const CONVERSATION = 'conversation';
const PERSONAL = 'personal';
const HOST = 'host';
/** References kept in memory; each is some hundred bytes. */
const MOST_KNOWN = 5_000;

/**
 * Conversation references, kept for as long as the store is.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export class References {
  readonly #storage: AdapterStorage;
  readonly #known = new Map<string, string>();

  constructor(storage: AdapterStorage) {
    this.#storage = storage;
  }

  /** Notes where an activity came from; writes only what has changed. */
  async note(activity: TeamsActivity, order: number): Promise<void> {
    const { conversation, from, recipient, serviceUrl } = activity;
    if (!recipient) return;
    const { channel } = placeOf(conversation.id);
    const kind = kindOf({
      id: conversation.id,
      conversationType: conversation.conversationType ?? undefined,
      isGroup: conversation.isGroup ?? undefined,
    });
    const bot = { id: recipient.id, name: recipient.name ?? '' };
    const reference: Reference = { serviceUrl, tenant: tenantOf(activity) ?? '', kind, bot };
    await this.#put(CONVERSATION, channel, reference, order);
    if (kind === 'personal' && from && from.id !== bot.id)
      await this.#put(PERSONAL, from.id, { channel }, order);
    const host = kind === 'channel' ? hostOf(activity) : undefined;
    if (host) await this.#noteHost(host, order);
  }

  /** What was once said to be shared stays so until another kind is told: messages may tell none. */
  async #noteHost({ channel, team, kindTold }: Host, order: number): Promise<void> {
    if (!kindTold && this.#known.get(`${HOST}/${channel}`) !== JSON.stringify({ team })) {
      const stored = (await this.#storage.get(HOST, channel))?.value as HostRecord | undefined;
      if (stored?.team === null) return;
    }
    await this.#put(HOST, channel, { team }, order);
  }

  /** Notes a personal chat that we opened. */
  async opened(personId: string, channel: string, reference: Reference): Promise<void> {
    await this.#put(CONVERSATION, channel, reference, 0);
    await this.#put(PERSONAL, personId, { channel }, 0);
  }

  async of(channel: string): Promise<Reference | undefined> {
    return (await this.#storage.get(CONVERSATION, channel))?.value as Reference | undefined;
  }

  /** The id of the team that a channel belongs to; undefined where that is not known, or not to be relied on. */
  async hostOf(channel: string): Promise<string | undefined> {
    const found = (await this.#storage.get(HOST, channel))?.value as HostRecord | undefined;
    return found?.team ?? undefined;
  }

  /** The personal chat with somebody; undefined where none is known. */
  async personalWith(personId: string): Promise<string | undefined> {
    const found = (await this.#storage.get(PERSONAL, personId))?.value as { channel: string } | undefined;
    return found?.channel;
  }

  async #put(kind: string, id: string, value: object, order: number): Promise<void> {
    const key = `${kind}/${id}`;
    const text = JSON.stringify(value);
    if (this.#known.get(key) === text) return;
    const stored = await this.#storage.insert(kind, { id, group: kind, order, value });
    if (!stored) await this.#storage.replace(kind, id, value);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, text);
  }
}

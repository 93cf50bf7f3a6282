import { createHash } from 'node:crypto';
import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { Clock } from '../../../src/platform/clock.ts';

/** What Teams' own feedback buttons under a post stand for. */
export interface FeedbackButtons {
  like: { action: string; value: string };
  dislike: { action: string; value: string };
}

interface Sent {
  /** Undefined from before the post is sent until Teams has answered. */
  activityId?: string;
}

/** A button that was shown as a suggested action; pressing it writes its title. */
export interface Suggestion {
  title: string;
  action: string;
  value: string;
}

interface Suggested {
  post: string;
  suggestions: Suggestion[];
  /** The message that pressing one of them wrote. */
  usedBy?: string;
}

const SENT = 'sent';
const SUGGESTED = 'suggested';
const FEEDBACK = 'feedback';
/** Nobody asks for a key so long after it was used. */
const KEPT_MS = 30 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;
const PRUNED_AT_ONCE = 500;

/**
 * What was posted under which key. Teams keeps no key with a message and shows bots no history, so this is all that can
 * be known after a crash: a post is in doubt only where the process died between Teams' taking it and this record.
 */
export class SentPosts {
  readonly #storage: AdapterStorage;
  readonly #clock: Clock;
  #pruneAfter = 0;

  constructor(storage: AdapterStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Notes that a post is about to be sent. */
  async begin(key: string): Promise<void> {
    await this.#prune();
    await this.#storage.insert(SENT, { id: key, group: SENT, order: this.#now(), value: {} });
  }

  /** Notes that Teams took it. */
  async done(key: string, activityId: string): Promise<void> {
    await this.#storage.replace(SENT, key, { activityId } satisfies Sent);
  }

  /** The activity posted under a key; undefined where none is known to have arrived. */
  async find(key: string): Promise<string | undefined> {
    return ((await this.#storage.get(SENT, key))?.value as Sent | undefined)?.activityId;
  }

  /** Notes what the feedback buttons under a post mean. */
  async keepFeedback(channel: string, activityId: string, buttons: FeedbackButtons): Promise<void> {
    const id = postId(channel, activityId);
    await this.#storage.insert(FEEDBACK, { id, group: FEEDBACK, order: this.#now(), value: buttons });
  }

  async feedbackOf(channel: string, activityId: string): Promise<FeedbackButtons | undefined> {
    return (await this.#storage.get(FEEDBACK, postId(channel, activityId)))?.value as
      | FeedbackButtons
      | undefined;
  }

  /** Notes the suggested actions of a personal chat; Teams shows those of the last post alone. */
  async keepSuggested(channel: string, post: string, suggestions: Suggestion[]): Promise<void> {
    const value: Suggested = { post, suggestions };
    const stored = await this.#storage.insert(SUGGESTED, {
      id: channel,
      group: SUGGESTED,
      order: this.#now(),
      value,
    });
    if (!stored) await this.#storage.replace(SUGGESTED, channel, value);
  }

  /** What a message is the pressing of, if anything: once, and again for the same message. */
  async takeSuggested(
    channel: string,
    title: string,
    messageId: string,
  ): Promise<(Suggestion & { post: string }) | undefined> {
    const known = (await this.#storage.get(SUGGESTED, channel))?.value as Suggested | undefined;
    const found = known?.suggestions.find((one) => one.title === title);
    if (!known || !found || (known.usedBy ?? messageId) !== messageId) return undefined;
    await this.#storage.replace(SUGGESTED, channel, { ...known, usedBy: messageId } satisfies Suggested);
    return { ...found, post: known.post };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  async #prune(): Promise<void> {
    const now = this.#now();
    if (now < this.#pruneAfter) return;
    this.#pruneAfter = now + PRUNE_EVERY_MS;
    for (const kind of [SENT, FEEDBACK]) {
      const oldest = await this.#storage.list(kind, kind, { limit: PRUNED_AT_ONCE });
      for (const { id, order } of oldest) if (order < now - KEPT_MS) await this.#storage.remove(kind, id);
    }
  }
}

function postId(channel: string, activityId: string): string {
  return createHash('sha256').update(`${channel}|${activityId}`).digest('hex');
}

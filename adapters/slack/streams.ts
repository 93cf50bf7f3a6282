import type { TextContent } from '../../src/channels/content.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import { RateLimited } from '../../src/platform/errors.ts';
import { textOf } from '../../src/platform/shape.ts';
import { LIMITS } from './limits.ts';
import { slackCode } from './web-api/api-errors.ts';
import type { SlackApi } from './web-api/slack-api.ts';

/** Streams remembered; one that is forgotten is ended when its message is updated. */
const REMEMBERED = 1_000;
/** What Slack could read as a mention or an entity in streamed Markdown; such texts are posted in the usual way. */
const SPECIAL = /[<&]|@(?:here|channel|everyone)/;

/**
 * Messages that grow while they are read, by Slack's own methods, of which the text can only be added to.
 * https://docs.slack.dev/reference/methods/chat.startStream
 */
export class SlackStreams {
  readonly #api: SlackApi;
  /** What each message has been given so far, by channel and ts. */
  readonly #texts = new Map<string, string>();

  constructor(api: SlackApi) {
    this.#api = api;
  }

  /** Begins one, and gives its ts; undefined where it is to be posted in the usual way. */
  async begin(
    thread: ThreadRef,
    { text, unfinished }: TextContent,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    if (!unfinished || thread.thread === null || !fits(text)) return undefined;
    const { channel, workspace, thread: thread_ts } = thread;
    const recipient = { recipient_user_id: unfinished.personId, recipient_team_id: workspace };
    try {
      const args = { channel, thread_ts, ...recipient, markdown_text: text };
      const answer = await this.#api.call('chat.startStream', args, signal);
      const ts = textOf(answer['ts']);
      this.#remember(keyOf(channel, ts), text);
      return ts;
    } catch (error) {
      // Streams may be begun only 20 times a minute, and not everywhere; posts may be made far more often.
      const denied = [
        'channel_type_not_supported',
        'unknown_method',
        'method_deprecated',
        'missing_recipient_user_id',
      ];
      if (error instanceof RateLimited || denied.includes(slackCode(error) ?? '')) return undefined;
      throw error;
    }
  }

  /** Adds what the text has more than before; false where the message must be updated in the usual way. */
  async append(channel: string, ts: string, { text, unfinished }: TextContent): Promise<boolean> {
    const key = keyOf(channel, ts);
    const given = this.#texts.get(key);
    if (!unfinished || given === undefined || !text.startsWith(given) || !fits(text)) return false;
    const more = text.slice(given.length);
    if (more !== '') await this.#api.call('chat.appendStream', { channel, ts, markdown_text: more });
    this.#remember(key, text);
    return true;
  }

  /** Ends it, so that it can be updated; nothing happens where it is no stream. */
  async end(channel: string, ts: string, { always = false } = {}): Promise<void> {
    const key = keyOf(channel, ts);
    if (!always && !this.#texts.has(key)) return;
    try {
      await this.#api.call('chat.stopStream', { channel, ts });
    } catch (error) {
      if (slackCode(error) !== 'message_not_in_streaming_state') throw error;
    }
    this.#texts.delete(key);
  }

  #remember(key: string, text: string): void {
    const [oldest] = this.#texts.keys();
    if (this.#texts.size >= REMEMBERED && oldest !== undefined) this.#texts.delete(oldest);
    this.#texts.set(key, text);
  }
}

function fits(text: string): boolean {
  return text.length <= LIMITS.streamText && !SPECIAL.test(text);
}

function keyOf(channel: string, ts: string): string {
  return `${channel} ${ts}`;
}

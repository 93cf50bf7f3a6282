import type { ThreadRef } from '../../../src/channels/refs.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { RecentCache } from '../../../src/platform/recent-cache.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import { fromDiscord } from '../dialect/from-discord.ts';
import { namesIn } from '../inbound/names-in.ts';
import { ARCHIVE_AFTER_MINUTES, LIMITS } from '../limits.ts';
import { discordCode } from '../rest/api-errors.ts';
import type { DiscordApi } from '../rest/discord-api.ts';

/** Where a post goes: a thread or a direct message, or a channel as a reply to a message. */
export interface Place {
  channel: string;
  replyTo?: string;
}

/** What a thread is to be called, and who asked. */
interface Question {
  name: string;
  author: string | undefined;
}

const KNOWN_FOR_MS = 60 * 60_000;
/** Permissions may be mended. */
const THREADLESS_FOR_MS = 60_000;
const MOST = 10_000;

const THREAD_EXISTS = 160004;
/** The bot may not open threads, or such a channel has none, or the server has too many. */
const THREADLESS = new Set([50001, 50013, 50024, 160002, 160006]);

/** Opens a thread at a question or a card when something is to be said there. */
export class Threads {
  readonly #api: DiscordApi;
  readonly #logger: Logger;
  readonly #expected: RecentCache<Question>;
  readonly #places: RecentCache<Place>;
  readonly #opening = new Map<string, Promise<Place>>();

  constructor(api: DiscordApi, clock: Clock, logger: Logger) {
    this.#api = api;
    this.#logger = logger;
    this.#expected = new RecentCache(clock, MOST);
    this.#places = new RecentCache(clock, MOST);
  }

  /** A message was taken in that has no thread yet, so that it need not be asked for when one is opened. */
  expect(message: string, question: { text: string; author: string | undefined }): void {
    this.#expected.set(message, { name: nameOf(question.text), author: question.author }, KNOWN_FOR_MS);
  }

  /** Where a post goes, as far as is known; where there turns out to be no such channel, `open` tells more. */
  async placeOf(thread: ThreadRef): Promise<Place> {
    if (thread.thread === null) return { channel: thread.channel };
    const known = this.#places.peek(thread.thread);
    if (known) return known;
    return this.#expected.peek(thread.thread) ? this.open(thread) : { channel: thread.thread };
  }

  /** Opens the thread. Throws like any call of the API; `delivery.permanent` where the message is gone. */
  open({ channel, thread }: ThreadRef): Promise<Place> {
    if (thread === null) return Promise.resolve({ channel });
    const opening = this.#opening.get(thread);
    if (opening) return opening;
    const opened = this.#open(channel, thread).finally(() => this.#opening.delete(thread));
    this.#opening.set(thread, opened);
    return opened;
  }

  async #open(channel: string, message: string): Promise<Place> {
    const { name, author } = this.#expected.peek(message) ?? (await this.#ask(channel, message));
    try {
      const body = { name, auto_archive_duration: ARCHIVE_AFTER_MINUTES };
      await this.#api.call('POST', `/channels/${channel}/messages/${message}/threads`, { body });
    } catch (error) {
      const code = discordCode(error) ?? 0;
      if (THREADLESS.has(code)) return this.#threadless(channel, message, error);
      if (code !== THREAD_EXISTS) throw error;
    }
    const place = { channel: message };
    this.#places.set(message, place, KNOWN_FOR_MS);
    this.#expected.forget(message);
    if (author) await this.#add(message, author);
    return place;
  }

  #threadless(channel: string, message: string, error: unknown): Place {
    this.#logger.warn(
      { channel, error: messageOf(error) },
      'No thread could be opened; answering in the channel itself',
    );
    const place = { channel, replyTo: message };
    this.#places.set(message, place, THREADLESS_FOR_MS);
    return place;
  }

  /** Only members of a thread see it among their channels and hear of what is said there. */
  async #add(thread: string, person: string): Promise<void> {
    try {
      await this.#api.call('PUT', `/channels/${thread}/thread-members/${person}`);
    } catch (error) {
      this.#logger.debug({ thread, error: messageOf(error) }, 'Who asked could not be added to the thread');
    }
  }

  async #ask(channel: string, id: string): Promise<Question> {
    const message = await this.#api.object('GET', `/channels/${channel}/messages/${id}`);
    const author = shapeOf(message['author']);
    const person = author['bot'] === true ? undefined : textOf(author['id']) || undefined;
    return { name: nameOf(wordsOf(message)), author: person };
  }
}

/** A card has its words in its embed. */
function wordsOf(message: Shape): string {
  const title = textOf(shapeOf(listOf(message['embeds'])[0])['title']);
  return fromDiscord(textOf(message['content']) || title, namesIn(message));
}

/** The first line of the words, without any formatting. */
function nameOf(markdown: string): string {
  const lines = plainText(parseMarkdown(markdown.slice(0, 2_000))).split('\n');
  const first = lines.map((line) => line.replace(/\s+/g, ' ').trim()).find((line) => line !== '');
  return shorten(first ?? 'Support', LIMITS.threadName);
}

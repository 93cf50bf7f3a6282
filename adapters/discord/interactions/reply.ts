import { type Clock, sleep } from '../../../src/platform/clock.ts';
import { messageOf, RateLimited } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { within } from '../../../src/platform/within.ts';
import type { Modal } from '../render/render-modal.ts';
import { renderText, splitText } from '../render/render-text.ts';
import { EPHEMERAL, type Rendered } from '../render/rendered.ts';
import type { DiscordApi, Method, Route } from '../rest/discord-api.ts';

/** Discord waits 3 s for the first answer. https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback */
export const PATIENCE_MS = 2_000;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, CHOICES, MODAL] = [4, 5, 6, 8, 9];
/** An answer of more parts is cut: nobody reads on. */
const MOST_PARTS = 10;
/** Asked to wait longer, or more often, the rest is left out. */
const LONGEST_WAIT_MS = 5_000;
const MOST_WAITS = 3;
const DONE = '✓';

export interface ReplyDeps {
  api: DiscordApi;
  clock: Clock;
  logger: Logger;
  application(): string;
}

/** What an interaction is answered by. */
export interface Answerable {
  id: string;
  token: string;
  /** Whether it was made at a message of ours, which then can be left as it is. */
  atMessage: boolean;
}

/**
 * The answers to one interaction, in the order in which Discord takes them: one at once, and others by its token. What
 * cannot be answered any more is logged; nothing here rejects but what is waited for.
 */
export class Reply {
  readonly #deps: ReplyDeps;
  readonly #to: Answerable;
  /** `waiting`: the person sees that it is being worked on, which the answer takes the place of. */
  #state: 'open' | 'waiting' | 'given' = 'open';

  constructor(deps: ReplyDeps, to: Answerable) {
    this.#deps = deps;
    this.#to = to;
  }

  /** What `work` comes to. Where that takes long, the person is shown meanwhile that it is being worked on. */
  async until<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => true,
      () => true,
    );
    if (!(await within(this.#deps.clock, PATIENCE_MS, settled, false))) await this.wait();
    return work;
  }

  /** Shows that it is being worked on, to the person alone. */
  async wait(): Promise<void> {
    if (this.#state !== 'open') return;
    if (await this.#respond(DEFERRED_MESSAGE, { flags: EPHEMERAL })) this.#state = 'waiting';
  }

  /** Shows a form. False where Discord takes none any more: then nothing was shown. */
  async modal(modal: Modal): Promise<boolean> {
    if (this.#state !== 'open' || !(await this.#respond(MODAL, modal))) return false;
    this.#state = 'given';
    return true;
  }

  async choices(choices: { name: string; value: string }[]): Promise<void> {
    await this.#respond(CHOICES, { choices });
    this.#state = 'given';
  }

  /** Says it is done, and no more than that. */
  async done(): Promise<void> {
    if (this.#state === 'waiting') await this.#call('DELETE', '/messages/@original');
    else if (this.#to.atMessage) await this.#respond(DEFERRED_UPDATE);
    else await this.say(DONE);
    this.#state = 'given';
  }

  /** Says some words, in Markdown, to the person alone. */
  async say(text: string): Promise<void> {
    const parts = splitText({ kind: 'text', text });
    await this.tell(parts.map((part) => renderText(part, { authorShown: false })));
  }

  /** Tells something: to the person alone, or to everybody in the place (`here`). */
  async tell(parts: readonly Rendered[], here = false): Promise<void> {
    const [first, ...rest] = parts.slice(0, MOST_PARTS);
    if (!first) return this.done();
    // Whom the first word is shown to was settled when it was put off.
    const apart = here && this.#state === 'waiting';
    const told =
      this.#state === 'waiting'
        ? await this.#call('PATCH', '/messages/@original', apart ? plain(DONE) : first)
        : await this.#respond(MESSAGE, seenBy(first, here));
    this.#state = 'given';
    for (const part of apart ? [first, ...rest] : rest) {
      if (!told || !(await this.#call('POST', '', seenBy(part, here)))) return;
    }
  }

  async #respond(type: number, data?: object): Promise<boolean> {
    const { id, token } = this.#to;
    const body = { type, ...(data ? { data } : {}) };
    return this.#make('POST', `/interactions/${id}/${token}/callback`, body);
  }

  #call(method: Method, path: string, body?: object): Promise<boolean> {
    return this.#make(method, `/webhooks/${this.#deps.application()}/${this.#to.token}${path}`, body);
  }

  async #make(method: Method, route: Route, body?: object): Promise<boolean> {
    const { api, clock, logger } = this.#deps;
    for (let waits = 0; ; waits += 1) {
      try {
        await api.call(method, route, { ...(body ? { body } : {}), withoutToken: true });
        return true;
      } catch (error) {
        const wait = error instanceof RateLimited ? error.retryAfterMs : Number.POSITIVE_INFINITY;
        if (wait > LONGEST_WAIT_MS || waits === MOST_WAITS) {
          logger.warn({ error: messageOf(error) }, 'An interaction of Discord could not be answered');
          return false;
        }
        await sleep(clock, wait);
      }
    }
  }
}

function seenBy(part: Rendered, here: boolean): Rendered {
  return here ? part : { ...part, flags: part.flags | EPHEMERAL };
}

function plain(content: string): object {
  return { content, embeds: [], components: [] };
}

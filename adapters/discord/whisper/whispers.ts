import type { TextContent } from '../../../src/channels/content.ts';
import type { ThreadRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { textOf } from '../../../src/platform/shape.ts';
import { renderText, splitText } from '../render/render-text.ts';
import { EPHEMERAL, type Rendered } from '../render/rendered.ts';
import { discordCode } from '../rest/api-errors.ts';
import type { DiscordApi, Route } from '../rest/discord-api.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import { isSnowflake } from '../server/snowflake.ts';
import type { InteractionToken, InteractionTokens } from './interaction-tokens.ts';

interface Deps {
  api: DiscordApi;
  tokens: InteractionTokens;
  directMessages: DirectMessages;
  clock: Clock;
  logger: Logger;
  application(): string;
}

/** A token that Discord does not know yet: the press was taken in a moment ago, and its acknowledgement is on its way. */
const YOUNG_MS = 5_000;
const UNKNOWN_WEBHOOK = 10015;

/** Tells something to one person only: beside what they pressed or typed, else in a direct message, else not at all. */
export class Whispers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Throws like `post` where trying again may help; quiet where the person can be told nothing. */
  async tell(thread: ThreadRef, person: string, content: TextContent): Promise<void> {
    const parts = splitText(content).map((part) => renderText(part, { authorShown: false }));
    const known = await this.#deps.tokens.get(person, thread);
    if (known && (await this.#beside(thread, person, parts, known))) return;
    await this.#directly(person, parts);
  }

  /** False where the token is good no more; then nothing was told. */
  async #beside(
    thread: ThreadRef,
    person: string,
    parts: Rendered[],
    known: InteractionToken,
  ): Promise<boolean> {
    const { api, application, tokens } = this.#deps;
    const hook: Route = `/webhooks/${application()}/${known.token}`;
    let told = 0;
    try {
      for (const part of parts) {
        const body = { ...part, flags: part.flags | EPHEMERAL };
        if (known.pending && told === 0) {
          await api.call('PATCH', `${hook}/messages/@original`, { body: part, withoutToken: true });
          await tokens.answered(person, thread, known);
        } else await api.call('POST', hook, { body, withoutToken: true });
        told += 1;
      }
      return true;
    } catch (error) {
      if (told > 0 || !(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
      this.#refuseYoung(error, known);
      await tokens.forget(person, thread);
      return false;
    }
  }

  #refuseYoung(error: BatonError, { at }: InteractionToken): void {
    const young = this.#deps.clock.now().getTime() - at < YOUNG_MS;
    if (!young || discordCode(error) !== UNKNOWN_WEBHOOK) return;
    throw new BatonError('delivery.retryable', 'Discord does not know of the acknowledgement yet', {
      cause: error,
    });
  }

  async #directly(person: string, parts: Rendered[]): Promise<void> {
    const { api, directMessages, logger } = this.#deps;
    if (!isSnowflake(person)) return;
    try {
      const channel = await directMessages.channelWith(person);
      for (const part of parts) await api.call('POST', `/channels/${channel}/messages`, { body: part });
    } catch (error) {
      if (!(error instanceof BatonError) || error.code !== 'delivery.permanent') throw error;
      const why = textOf(messageOf(error));
      logger.info(
        { person, error: why },
        'Somebody on Discord could be told something neither in passing nor directly',
      );
    }
  }
}

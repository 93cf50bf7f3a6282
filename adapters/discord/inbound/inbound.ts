import type { Intake } from '../../../src/channels/adapter.ts';
import type { InboundEvent } from '../../../src/channels/events.ts';
import { type Clock, sleep } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Interactions } from '../interactions/interactions.ts';
import type { Threads } from '../posting/threads.ts';
import type { Channels } from '../server/channels.ts';
import type { DirectMessages } from '../server/direct-messages.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import type { MessageEvents, Nothing } from './message-events.ts';

interface InboundDeps {
  intake: Intake;
  messages: MessageEvents;
  interactions: Interactions;
  channels: Channels;
  directMessages: DirectMessages;
  threads: Threads;
  clock: Clock;
  logger: Logger;
}

/** Discord tells an event once; until it is stored, we try again, ever more slowly up to this. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** Hands in everything of what the gateway tells that concerns us. */
export class Inbound {
  readonly #deps: InboundDeps;

  constructor(deps: InboundDeps) {
    this.#deps = deps;
  }

  /** Channels and threads as they are now. */
  note(event: string, data: Shape): void {
    const { channels } = this.#deps;
    if (event === 'GUILD_CREATE' || event === 'THREAD_LIST_SYNC') {
      const guild = textOf(data['id']) || textOf(data['guild_id']);
      for (const channel of [...listOf(data['channels']), ...listOf(data['threads'])]) {
        channels.note(shapeOf(channel), guild);
      }
    } else if (/^(?:CHANNEL|THREAD)_(?:CREATE|UPDATE)$/.test(event)) channels.note(data);
    else if (/^(?:CHANNEL|THREAD)_DELETE$/.test(event)) channels.forget(textOf(data['id']));
  }

  /** True once nothing more is to be done about the event; false where `lost` aborted first. Never rejects. */
  async take(event: string, data: Shape, lost: AbortSignal): Promise<boolean> {
    const { messages, logger } = this.#deps;
    switch (event) {
      case 'MESSAGE_CREATE':
        return this.#handIn(() => messages.created(data), data, lost);
      case 'MESSAGE_UPDATE':
        return this.#handIn(() => messages.updated(data), data, lost);
      case 'MESSAGE_DELETE':
        return this.#handIn(() => messages.deleted(textOf(data['id']), data), data, lost);
      case 'MESSAGE_DELETE_BULK': {
        let all = true;
        for (const id of listOf(data['ids'])) {
          all = (await this.#handIn(() => messages.deleted(textOf(id), data), data, lost)) && all;
        }
        return all;
      }
      case 'INTERACTION_CREATE':
        try {
          await this.#deps.interactions.take(data);
        } catch (error) {
          logger.error(
            { error: messageOf(error) },
            'An interaction of Discord was not accepted; who made it is told so',
          );
        }
        return true;
      default:
        return true;
    }
  }

  async #handIn(
    read: () => Promise<InboundEvent | Nothing>,
    data: Shape,
    lost: AbortSignal,
  ): Promise<boolean> {
    const { clock, logger } = this.#deps;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        await this.#handInOnce(await read(), data);
        return true;
      } catch (error) {
        if (lost.aborted) return false;
        logger.warn({ error: messageOf(error) }, 'An event of Discord was not accepted; trying again');
      }
      await sleep(clock, wait, lost);
      if (lost.aborted) return false;
    }
  }

  async #handInOnce(event: InboundEvent | Nothing, data: Shape): Promise<void> {
    const { intake, logger, directMessages } = this.#deps;
    if ('nothing' in event) {
      if (event.malformed) logger.warn({ why: event.nothing }, 'A malformed event of Discord was refused');
      else logger.debug({ why: event.nothing }, 'An event of Discord concerns nobody');
      return;
    }
    if (event.kind === 'customer.message') {
      if (event.workspace === DIRECT_WORKSPACE) await directMessages.note(event.thread.channel);
      this.#expectThread(event, data);
    }
    const acceptance = await intake.accept(event);
    logger.debug({ id: event.id, kind: event.kind, acceptance }, 'An event of Discord was handed in');
  }

  /** A question that is to be answered in a thread of its own, which does not exist yet. */
  #expectThread(event: Extract<InboundEvent, { kind: 'customer.message' }>, data: Shape): void {
    const { thread, post, text, author } = event;
    const begins = thread.thread === post.id && textOf(data['channel_id']) === thread.channel;
    if (begins) this.#deps.threads.expect(post.id, { text, author: author.id });
  }
}

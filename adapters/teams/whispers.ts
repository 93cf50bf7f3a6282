import type { Activity } from 'botbuilder';
import type { TextContent } from '../../src/channels/content.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import type { Connector } from './connector/connector.ts';
import { conversationIdOf } from './places.ts';
import type { Reference, References } from './records/references.ts';
import { renderText } from './render/render-text.ts';
import { splitContent } from './render/split-content.ts';

interface Deps {
  connector: Connector;
  references: References;
  logger: Logger;
}

/**
 * Telling one person something. Bots have no messages that one member of a channel sees alone, so it is said in the
 * personal chat, which is opened where there is none yet. Whoever cannot be written to there is told in the thread only
 * what is Baton's own canned words (`system`), which hold nothing private; anything else is given up.
 */
export class Whispers {
  readonly #deps: Deps;
  readonly #referenceOf: (thread: ThreadRef) => Promise<Reference>;

  constructor(deps: Deps, referenceOf: (thread: ThreadRef) => Promise<Reference>) {
    this.#deps = deps;
    this.#referenceOf = referenceOf;
  }

  async tell(thread: ThreadRef, personId: string, content: TextContent): Promise<void> {
    const here = await this.#referenceOf(thread);
    try {
      const { reference, conversation } = await this.#inPerson(thread, here, personId);
      await this.#say(reference, conversation, content);
    } catch (error) {
      if (here.kind === 'personal') throw error;
      const impossible = error instanceof BatonError && error.code === 'delivery.permanent';
      if (!impossible || content.tone !== 'system') throw error;
      this.#deps.logger.info(
        { person: personId },
        'Somebody cannot be written to in person in Teams; told in the thread',
      );
      await this.#say(here, conversationIdOf(thread), content);
    }
  }

  /** Posts something in the personal chat alone. Throws `delivery.permanent` where the person cannot be written to. */
  async post(thread: ThreadRef, personId: string, activity: Partial<Activity>): Promise<void> {
    const here = await this.#referenceOf(thread);
    const { reference, conversation } = await this.#inPerson(thread, here, personId);
    await this.#deps.connector.send(reference, conversation, activity);
  }

  async #inPerson(
    thread: ThreadRef,
    here: Reference,
    personId: string,
  ): Promise<{ reference: Reference; conversation: string }> {
    if (here.kind === 'personal') return { reference: here, conversation: conversationIdOf(thread) };
    const channel = await this.#personalWith(personId, here, thread.workspace);
    const there = await this.#referenceOf({ ...thread, channel, thread: null });
    return { reference: { ...there, kind: 'personal' }, conversation: channel };
  }

  async #personalWith(personId: string, near: Reference, tenant: string): Promise<string> {
    const { references, connector } = this.#deps;
    const known = await references.personalWith(personId);
    if (known !== undefined) return known;
    const channel = await connector.openPersonal({ ...near, tenant }, personId);
    await references.opened(personId, channel, { ...near, tenant, kind: 'personal' });
    return channel;
  }

  async #say(to: Reference, conversation: string, content: TextContent): Promise<void> {
    const { buttons: _, files: __, ...words } = content;
    for (const part of splitContent(words)) {
      if (part.kind === 'text') await this.#deps.connector.send(to, conversation, renderText(part));
    }
  }
}

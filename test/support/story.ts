import type { TextContent } from '../../src/channels/content.ts';
import { type Conversation, newConversation } from '../../src/conversation/conversation.ts';
import type { Effect, Lane } from '../../src/conversation/effects.ts';
import type { ConversationEvent, Facts } from '../../src/conversation/facts.ts';
import { transition } from '../../src/conversation/transition.ts';
import { customerThread } from './events.ts';
import { factsFor } from './facts.ts';

/** A conversation played event by event through the pure transitions. */
export class Story {
  state: Conversation = newConversation(customerThread);
  /** Effects of the last event. */
  effects: Effect[] = [];
  deferred = false;

  /** Plays one event. */
  on(event: ConversationEvent, change: Partial<Facts> = {}): this {
    const next = transition(this.state, event, factsFor(event, change));
    this.state = next.state;
    this.effects = next.effects;
    this.deferred = next.deferred;
    return this;
  }

  /** The answer that is being made comes. */
  answer(text: string, change: Partial<Facts> = {}): this {
    const replyId = this.state.reply?.id ?? 'none';
    const reply = {
      kind: 'answer' as const,
      text,
      sources: [{ title: 'Article' }],
      passages: ['p'],
      confidence: 0.9,
    };
    return this.on(
      { kind: 'reply.ready', id: `reply:${replyId}`, at: '2026-01-05T10:00:05.000Z', replyId, reply },
      change,
    );
  }

  /** What the last event posts in a lane. */
  posts(lane: Lane): (Extract<Effect, { do: 'post' }> & { content: TextContent })[] {
    return this.effects.filter(
      (effect): effect is Extract<Effect, { do: 'post' }> & { content: TextContent } =>
        effect.do === 'post' && effect.lane === lane && effect.content.kind === 'text',
    );
  }

  texts(lane: Lane): string[] {
    return this.posts(lane).map(({ content }) => content.text);
  }

  whispers(): string[] {
    return this.effects.flatMap((effect) => (effect.do === 'whisper' ? [effect.content.text] : []));
  }

  kinds(): string[] {
    return this.effects.map((effect) => effect.do);
  }

  get escalationId(): string {
    return this.state.episode?.id ?? 'none';
  }
}

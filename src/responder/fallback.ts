import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { ModelError } from './model/model.ts';
import type { Responder } from './responder.ts';

export interface FallbackDeps {
  /** Asked first. */
  model: Responder;
  /** Asked where the model fails, or takes too long. */
  instead: Responder;
  clock: Clock;
  logger: Logger;
  /** How long the model may take for a whole reply, milliseconds. */
  deadlineMs: number;
}

/**
 * Answers by the model, and without it where it fails: the customer gets the passage that answers, or hears that the
 * assistant cannot look it up and is offered a human. Where half an answer has been shown, it is not mixed with another.
 */
export function createFallback({ model, instead, clock, logger, deadlineMs }: FallbackDeps): Responder {
  return {
    async respond(request, signal, shows) {
      const late = new AbortController();
      const cancel = clock.after(deadlineMs, () =>
        late.abort(new ModelError('slow', 'the model took too long')),
      );
      let shown = '';
      const note = (text: string) => {
        shown = text;
        shows?.(text);
      };
      try {
        return await model.respond(request, AbortSignal.any([signal, late.signal]), note);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ModelError)) throw error;
        logger.warn({ kind: error.kind, conversation: request.conversationId }, 'answered without the model');
      } finally {
        cancel();
      }
      if (shown)
        return { kind: 'abstain', reason: 'unavailable', considered: [], confidence: 0, said: shown };
      const reply = await instead.respond(request, signal);
      return reply.kind === 'abstain' ? { ...reply, reason: 'unavailable' } : reply;
    },
  };
}

import type { z } from 'zod';

/** Whom an action is done for, and how it may be done again. */
export interface ActionContext {
  /** The same for the same action with the same parameters in one conversation: whoever gets it twice does it once. */
  idempotencyKey: string;
  conversationId: string;
  /** Who opened the conversation: what is bound to an account is bound to theirs. */
  customer: { id: string; name: string };
  /** Check and describe only; change nothing. */
  dryRun: boolean;
}

/** Something that the assistant may do for a customer. Safe to retry with the same key. */
export interface Action<P extends z.ZodObject = z.ZodObject> {
  /** Small letters and `_`, as the model calls it. */
  name: string;
  /** When to use it, for the model. */
  description: string;
  parameters: P;
  /** `opener`: only for the person who opened the conversation; `anybody` in the thread may have it done. */
  who: 'opener' | 'anybody';
  /** Times in one conversation. */
  limit: number;
  /** Whether somebody at the desk must approve it. */
  needsApproval(params: z.infer<P>): boolean;
  /** In words, for the card and the audit log. */
  describe(params: z.infer<P>): string;
  /** Does it, and gives what came of it in words for the customer. Throws where it could not be done. */
  run(params: z.infer<P>, context: ActionContext): Promise<string>;
}

/** An action with its own parameters, as one of many. */
export function defineAction<P extends z.ZodObject>(action: Action<P>): Action {
  return action as unknown as Action;
}

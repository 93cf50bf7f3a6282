import type { Reply, ReplyRequest } from '../responder.ts';
import type { Tool, ToolCall } from './model.ts';

/** Actions as a model may call them. */
export interface ActionTools {
  readonly tools: readonly Tool[];
  /** `done`: the action has been carried out, and may be told; else `text` says to the model why not. */
  use(
    call: ToolCall,
    request: ReplyRequest,
    signal: AbortSignal,
  ): Promise<{ text: string; done: boolean } | { reply: Reply }>;
}

/** Where there are no actions. */
export const NO_ACTIONS: ActionTools = {
  tools: [],
  use: async ({ name }) => ({ text: `There is no tool named ${name.slice(0, 60)}.`, done: false }),
};

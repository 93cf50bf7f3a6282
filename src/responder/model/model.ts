import type { z } from 'zod';
import { BatonError } from '../../platform/errors.ts';

/** A message of a prompt, in the shape that models of the chat kind take. */
export type PromptMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; calls?: ToolCall[] }
  | { role: 'tool'; callId: string; content: string };

/** A tool that the model may call. */
export interface Tool {
  name: string;
  description: string;
  parameters: z.ZodObject;
}

/** A call that the model makes; the arguments are what it wrote, and may be no JSON at all. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

export interface ModelRequest {
  /** What it is for, as it stands in the accounts. */
  purpose: 'reply' | 'draft' | 'brief' | 'judge' | 'check';
  /** Whom the cost is noted with. */
  conversationId: string;
  messages: readonly PromptMessage[];
  tools?: readonly Tool[];
  /** Called with each piece of text as it comes. */
  onText?: (piece: string) => void;
}

export interface Completion {
  text: string;
  calls: ToolCall[];
}

/** What one call of a model took. */
export interface Usage {
  id: string;
  /** ISO 8601. */
  at: string;
  conversationId: string;
  purpose: ModelRequest['purpose'];
  model: string;
  inputTokens: number;
  /** Of the input: tokens that the service had in its cache. */
  cachedTokens: number;
  outputTokens: number;
  /** By the configured prices; 0 where none are. */
  cost: number;
}

/** A model behind an API that is compatible with OpenAI's. */
export interface Model {
  /** Throws `model.failed` with what happened in `kind`; the signal's reason when it aborts. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<Completion>;
  /** An answer of a given shape. Throws as above, with kind `nonsense` where the shape is not kept. */
  structured<T>(request: ModelRequest, name: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<T>;
  /** Whether it is called at all: after many failures it is left alone for a while. */
  health(): ModelHealth;
}

export interface ModelHealth {
  state: 'closed' | 'open' | 'half_open';
  /** What went wrong last, in words; null where nothing did. */
  failure: string | null;
}

export type ModelFailure =
  /** No answer in time, or none for too long while it was being written. */
  | 'slow'
  | 'unreachable'
  | 'rate_limited'
  | 'quota'
  /** 5xx. */
  | 'server'
  /** 4xx: a wrong key, an unknown model. */
  | 'refused'
  /** A stream that ends too early, broken JSON, a wrong shape. */
  | 'nonsense'
  /** Not called: it has failed too often just now. */
  | 'resting';

export class ModelError extends BatonError {
  readonly kind: ModelFailure;
  /** How long the service asks us to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: ModelFailure, message: string, more: { retryAfterMs?: number; cause?: unknown } = {}) {
    super('model.failed', message, { cause: more.cause, data: { kind } });
    this.kind = kind;
    this.retryAfterMs = more.retryAfterMs;
  }
}

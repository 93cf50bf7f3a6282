import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
} from 'cockatiel';
import OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { type Clock, sleep } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { failureOf } from './failure-of.ts';
import {
  type Completion,
  type Model,
  ModelError,
  type ModelHealth,
  type ModelRequest,
  type PromptMessage,
  type ToolCall,
  type Usage,
} from './model.ts';

export interface OpenAiSettings {
  apiKey: string;
  /** Any compatible server; OpenAI's own where it is not given. */
  baseUrl?: string | undefined;
  name: string;
  /** How long to wait for the first piece, and for each further one, milliseconds. */
  patienceMs: number;
  /** How often a call is tried again that failed before its first piece. */
  retries: number;
  maxOutputTokens: number;
  /** Money for a million tokens. */
  price: { input: number; cached: number; output: number };
  breaker: { failures: number; restMs: number };
}

export interface OpenAiDeps {
  settings: OpenAiSettings;
  clock: Clock;
  logger: Logger;
  newId(): string;
  /** Told what each call took. */
  spent(usage: Usage): void;
  /** Told when the model is left alone, and when it is back. */
  changed?(health: ModelHealth): void;
}

/** The first pause before a call is tried again, and the longest that we wait because we are asked to, milliseconds. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Failures after which another try may do better. */
const PASSING = new Set(['unreachable', 'rate_limited', 'server']);
const STATES: Record<CircuitState, ModelHealth['state']> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
};

/** A model behind OpenAI's API or one that is compatible with it. */
export function createOpenAiModel({ settings, clock, logger, newId, spent, changed }: OpenAiDeps): Model {
  const client = new OpenAI({ apiKey: settings.apiKey, baseURL: settings.baseUrl ?? null, maxRetries: 0 });
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof ModelError),
    { halfOpenAfter: settings.breaker.restMs, breaker: new ConsecutiveBreaker(settings.breaker.failures) },
  );
  let failure: string | null = null;
  const health = (): ModelHealth => ({ state: STATES[breaker.state], failure });
  breaker.onStateChange(() => {
    logger.warn({ ...health() }, 'the model is left alone, or is back');
    changed?.(health());
  });

  async function complete(
    request: ModelRequest,
    signal: AbortSignal,
    more: object = {},
  ): Promise<Completion> {
    try {
      const completion = await breaker.execute(() => withRetries(request, more, signal));
      failure = null;
      return completion;
    } catch (error) {
      if (isBrokenCircuitError(error)) throw new ModelError('resting', `the model rests after: ${failure}`);
      if (error instanceof ModelError) failure = error.message;
      throw error;
    }
  }

  async function withRetries(request: ModelRequest, more: object, signal: AbortSignal): Promise<Completion> {
    for (let tried = 0; ; tried++) {
      let spoke = false;
      const onText = (piece: string) => {
        spoke = true;
        request.onText?.(piece);
      };
      const heard = { ...request, onText };
      try {
        return await once(heard, more, signal);
      } catch (error) {
        signal.throwIfAborted();
        const known = spoke ? brokenOff(failureOf(error)) : failureOf(error);
        const pause = known.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** tried;
        if (spoke || tried >= settings.retries || !PASSING.has(known.kind) || pause > LONGEST_PAUSE_MS)
          throw known;
        logger.info({ kind: known.kind, pause }, 'the model is called again');
        await sleep(clock, pause, signal);
        signal.throwIfAborted();
      }
    }
  }

  /** One call; it is cut off where no piece comes for too long. */
  async function once(request: ModelRequest, more: object, signal: AbortSignal): Promise<Completion> {
    const late = new AbortController();
    const wait = () =>
      clock.after(settings.patienceMs, () =>
        late.abort(new ModelError('slow', 'the model did not answer in time')),
      );
    let cancel = wait();
    try {
      const stream = await client.chat.completions.create(
        {
          model: settings.name,
          messages: request.messages.map(toParam),
          stream: true,
          stream_options: { include_usage: true },
          max_completion_tokens: settings.maxOutputTokens,
          ...(request.tools?.length ? { tools: request.tools.map(toTool) } : {}),
          ...more,
        },
        { signal: AbortSignal.any([signal, late.signal]) },
      );
      const reading = createReading(request);
      for await (const chunk of stream) {
        cancel();
        cancel = wait();
        reading.take(chunk);
      }
      // An aborted stream ends as if it were whole.
      signal.throwIfAborted();
      late.signal.throwIfAborted();
      if (reading.usage) note(request, reading.usage);
      return reading.end();
    } catch (error) {
      if (late.signal.aborted && !signal.aborted) throw late.signal.reason;
      throw error;
    } finally {
      cancel();
    }
  }

  function note({ purpose, conversationId }: ModelRequest, usage: OpenAI.CompletionUsage): void {
    const { price } = settings;
    const cachedTokens = usage.prompt_tokens_details?.cached_tokens ?? 0;
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = usage;
    const cost =
      ((inputTokens - cachedTokens) * price.input +
        cachedTokens * price.cached +
        outputTokens * price.output) /
      1e6;
    const at = clock.now().toISOString();
    const counted = { inputTokens, cachedTokens, outputTokens, cost };
    spent({ id: newId(), at, conversationId, purpose, model: settings.name, ...counted });
  }

  return {
    health,
    complete,
    async structured(request, name, shape, signal) {
      const schema = z.toJSONSchema(shape);
      const format = { type: 'json_schema', json_schema: { name, schema, strict: true } };
      const { text } = await complete(request, signal, { response_format: format });
      const parsed = shape.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      throw new ModelError('nonsense', `the model's ${name} has not the shape that was asked for`);
    },
  };
}

/** Who was reached, and then is not, has broken off. */
function brokenOff(error: ModelError): ModelError {
  if (error.kind !== 'unreachable') return error;
  return new ModelError('nonsense', 'the model broke off in the middle of its answer', { cause: error });
}

/** Puts the chunks of a stream together. */
function createReading(request: ModelRequest) {
  let text = '';
  let finished = false;
  const calls: ToolCall[] = [];
  const reading = {
    usage: undefined as OpenAI.CompletionUsage | undefined,
    take(chunk: ChatCompletionChunk): void {
      if (chunk.usage) reading.usage = chunk.usage;
      const [choice] = chunk.choices ?? [];
      if (!choice) return;
      if (choice.finish_reason) finished = true;
      const piece = choice.delta?.content;
      if (piece) {
        text += piece;
        request.onText?.(piece);
      }
      for (const { index, id, function: called } of choice.delta?.tool_calls ?? []) {
        const call = calls[index] ?? { id: id ?? `call-${index}`, name: '', arguments: '' };
        calls[index] = call;
        call.name += called?.name ?? '';
        call.arguments += called?.arguments ?? '';
      }
    },
    end(): Completion {
      if (!finished) throw new ModelError('nonsense', 'the model broke off in the middle of its answer');
      return { text, calls: calls.filter(Boolean) };
    },
  };
  return reading;
}

function toParam(message: PromptMessage): ChatCompletionMessageParam {
  if (message.role === 'tool')
    return { role: 'tool', tool_call_id: message.callId, content: message.content };
  if (message.role !== 'assistant' || !message.calls?.length)
    return { role: message.role, content: message.content };
  const tool_calls = message.calls.map(({ id, name, arguments: written }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: written },
  }));
  return { role: 'assistant', content: message.content || null, tool_calls };
}

function toTool({ name, description, parameters }: NonNullable<ModelRequest['tools']>[number]) {
  return {
    type: 'function' as const,
    function: { name, description, parameters: z.toJSONSchema(parameters) },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

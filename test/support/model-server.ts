import {
  type ChatCompletionRequest,
  type FixtureOpts,
  type FixtureResponse,
  LLMock,
} from '@copilotkit/aimock';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Model, ModelHealth, Usage } from '../../src/responder/model/model.ts';
import { createOpenAiModel, type OpenAiSettings } from '../../src/responder/model/openai-model.ts';

/** What the model says next: text, tool calls, or a fault. */
export type Said =
  | string
  | { calls: { name: string; arguments: unknown }[]; content?: string }
  | { status: number; code?: string; retryAfter?: number }
  /** Breaks the stream off after so many pieces. */
  | { content: string; cutAfter: number }
  /** Waits so long before each piece, milliseconds. */
  | { content: string; hangs: number }
  /** Answers what is no JSON. */
  | { garbled: true };

/** A server on loopback that speaks OpenAI's API, and says what it is told to, one after the other. */
export interface ModelServer {
  readonly url: string;
  /** Adds what is said next. When nothing is left, the last is said again. */
  say(...said: Said[]): void;
  /** The prompts that came in, oldest first. */
  prompts(): ChatCompletionRequest[];
  stop(): Promise<void>;
}

export async function startModelServer(): Promise<ModelServer> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', chunkSize: 12 });
  const came: ChatCompletionRequest[] = [];
  const numbers = new WeakMap<ChatCompletionRequest, number>();
  /** The same request is looked at once for each thing that may be said to it. */
  const numberOf = (request: ChatCompletionRequest): number => {
    const known = numbers.get(request);
    if (known !== undefined) return known;
    came.push(structuredClone(request));
    numbers.set(request, came.length - 1);
    return came.length - 1;
  };
  let said = 0;
  const say = (...all: Said[]): void => {
    for (const one of all) {
      const index = said;
      said += 1;
      const due = (request: ChatCompletionRequest) => {
        const number = numberOf(request);
        return number === index || (number > index && index === said - 1);
      };
      mock.on({ predicate: due }, responseOf(one) as never, optionsOf(one));
    }
  };
  await mock.start();
  return { url: `${mock.url}/v1`, say, prompts: () => came, stop: () => mock.stop() };
}

function responseOf(said: Said): FixtureResponse {
  if (typeof said === 'string')
    return { content: said, usage: { prompt_tokens: 1_000, completion_tokens: 50 } };
  if ('status' in said) {
    const { status, code, retryAfter } = said;
    const error = { message: `failed with ${status}`, type: 'error', ...(code ? { code } : {}) };
    return { error, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  if ('calls' in said) {
    const toolCalls = said.calls.map(({ name, arguments: given }) => ({
      name,
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
    }));
    return said.content === undefined ? { toolCalls } : { content: said.content, toolCalls };
  }
  return { content: 'content' in said ? said.content : '' };
}

function optionsOf(said: Said): FixtureOpts {
  if (typeof said === 'string') return {};
  if ('cutAfter' in said) return { truncateAfterChunks: said.cutAfter, latency: PIECE_MS };
  if ('hangs' in said) return { latency: said.hangs };
  return 'garbled' in said ? { chaos: { malformedRate: 1 } } : {};
}

/** Time for what was sent before a cut to arrive, milliseconds. */
const PIECE_MS = 5;

export interface TestModel {
  model: Model;
  usage: Usage[];
  healths: ModelHealth[];
}

/** The real client, on this server. */
export function modelOn(
  server: ModelServer,
  change: Partial<OpenAiSettings> = {},
  clock: Clock = systemClock,
): TestModel {
  const usage: Usage[] = [];
  const healths: ModelHealth[] = [];
  const settings: OpenAiSettings = {
    apiKey: 'test',
    baseUrl: server.url,
    name: 'test-model',
    patienceMs: 10_000,
    retries: 2,
    maxOutputTokens: 500,
    price: { input: 1, cached: 0.1, output: 4 },
    breaker: { failures: 5, restMs: 30_000 },
    ...change,
  };
  let ids = 0;
  const model = createOpenAiModel({
    settings,
    clock,
    logger: createLogger('silent'),
    newId: () => `usage-${++ids}`,
    spent: (one) => void usage.push(one),
    changed: (health) => void healths.push(health),
  });
  return { model, usage, healths };
}

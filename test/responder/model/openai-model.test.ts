import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { ModelRequest } from '../../../src/responder/model/model.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { type ModelServer, modelOn, startModelServer } from '../../support/model-server.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

const request = (change: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'reply',
  conversationId: 'c',
  messages: [{ role: 'user', content: 'How long do refunds take?' }],
  ...change,
});
const never = new AbortController().signal;

/** Lets time pass on a held clock whenever something waits for it. */
async function hurried<T>(clock: ManualClock, result: Promise<T>): Promise<T> {
  let ended = false;
  const done = result.finally(() => {
    ended = true;
  });
  done.catch(() => undefined);
  while (!ended) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await clock.advance(50);
  }
  return done;
}

describe('a model', () => {
  it('gives its text piece by piece, and tells what it took', async () => {
    server.say('Refunds take 5 to 10 working days.');
    const { model, usage } = modelOn(server);
    const pieces: string[] = [];
    const completion = await model.complete(request({ onText: (piece) => pieces.push(piece) }), never);
    expect(completion).toEqual({ text: 'Refunds take 5 to 10 working days.', calls: [] });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(completion.text);
    const counted = { inputTokens: 1_000, cachedTokens: 0, outputTokens: 50, cost: 0.0012 };
    expect(usage).toEqual([expect.objectContaining({ purpose: 'reply', model: 'test-model', ...counted })]);
  });

  it('gives the calls of tools, and takes their results', async () => {
    server.say({ calls: [{ name: 'search', arguments: { query: 'refund time' } }] }, 'Done.');
    const { model } = modelOn(server);
    const tools = [{ name: 'search', description: 'Search.', parameters: z.object({ query: z.string() }) }];
    const { calls } = await model.complete(request({ tools }), never);
    expect(calls).toEqual([
      expect.objectContaining({ name: 'search', arguments: '{"query":"refund time"}' }),
    ]);
    const [call] = calls;
    const messages = [
      ...request().messages,
      { role: 'assistant' as const, content: '', calls },
      { role: 'tool' as const, callId: call?.id ?? '', content: 'Nothing.' },
    ];
    expect((await model.complete(request({ messages, tools }), never)).text).toBe('Done.');
    const [first, second] = server.prompts();
    expect(first?.tools?.[0]?.function).toMatchObject({
      name: 'search',
      parameters: { required: ['query'] },
    });
    expect(second?.messages.at(-1)).toMatchObject({
      role: 'tool',
      tool_call_id: call?.id,
      content: 'Nothing.',
    });
  });

  it('gives an answer of a given shape, and says so where the shape is not kept', async () => {
    const shape = z.object({ unsupported: z.array(z.string()) });
    server.say('{"unsupported": []}', '{"unsupported": "none"}', 'no JSON');
    const { model } = modelOn(server);
    await expect(model.structured(request(), 'verdict', shape, never)).resolves.toEqual({ unsupported: [] });
    for (let times = 0; times < 2; times++) {
      await expect(model.structured(request(), 'verdict', shape, never)).rejects.toMatchObject({
        kind: 'nonsense',
      });
    }
    expect(server.prompts()[0]?.response_format).toMatchObject({ type: 'json_schema' });
  });
});

describe('where the model fails', () => {
  it.each([
    ['429 with a wait', { status: 429, retryAfter: 1 }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
  ])('%s: it is called again, and answers', async (_, fault) => {
    server.say(fault, 'Here.');
    const clock = new ManualClock();
    const { model } = modelOn(server, {}, clock);
    await expect(hurried(clock, model.complete(request(), never))).resolves.toMatchObject({ text: 'Here.' });
    expect(server.prompts()).toHaveLength(2);
  });

  it('is not called again before the time that it asks for', async () => {
    server.say({ status: 429, retryAfter: 2 }, 'Here.');
    const clock = new ManualClock();
    const { model } = modelOn(server, {}, clock);
    const began = clock.now().getTime();
    await hurried(clock, model.complete(request(), never));
    expect(clock.now().getTime() - began).toBeGreaterThanOrEqual(2_000);
  });

  it.each([
    ['500 again and again', [{ status: 500 }], 'server', 3],
    ['a wait that is too long', [{ status: 429, retryAfter: 600 }], 'rate_limited', 1],
    ['no quota', [{ status: 429, code: 'insufficient_quota' }], 'quota', 1],
    ['a wrong key', [{ status: 401 }], 'refused', 1],
    [
      'a stream that is cut',
      [{ content: 'Refunds take five to ten working days.', cutAfter: 4 }],
      'nonsense',
      1,
    ],
    ['garbled JSON', [{ garbled: true as const }], 'nonsense', 1],
  ])('%s: it says what happened', async (_, said, kind, calls) => {
    server.say(...said);
    const clock = new ManualClock();
    const { model } = modelOn(server, {}, clock);
    await expect(hurried(clock, model.complete(request(), never))).rejects.toMatchObject({ kind });
    expect(server.prompts()).toHaveLength(calls);
  });

  it('no piece in time: the call is cut off', async () => {
    server.say({ content: 'Here.', hangs: 60_000 });
    const clock = new ManualClock();
    const { model } = modelOn(server, { patienceMs: 500 }, clock);
    await expect(hurried(clock, model.complete(request(), never))).rejects.toMatchObject({ kind: 'slow' });
  });

  it('nobody listens there: it cannot be reached', async () => {
    const clock = new ManualClock();
    const { model } = modelOn(server, { baseUrl: 'http://127.0.0.1:9/v1' }, clock);
    await expect(hurried(clock, model.complete(request(), never))).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('stops at once when nobody wants the answer any more, and counts no failure', async () => {
    server.say({ content: 'Here.', hangs: 60_000 });
    const { model } = modelOn(server, { breaker: { failures: 1, restMs: 30_000 } });
    const abort = new AbortController();
    const answer = model.complete(request(), abort.signal);
    abort.abort(new Error('moved on'));
    await expect(answer).rejects.toThrow();
    expect(model.health().state).toBe('closed');
  });

  it('rests after failures in a row, tries once after that, and is back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    server.say({ status: 400 }, { status: 400 }, 'Here.');
    const { model, healths } = modelOn(server, { breaker: { failures: 2, restMs: 30_000 } });
    for (let times = 0; times < 2; times++) await expect(model.complete(request(), never)).rejects.toThrow();
    expect(model.health().state).toBe('open');
    await expect(model.complete(request(), never)).rejects.toMatchObject({ kind: 'resting' });
    expect(server.prompts()).toHaveLength(2);
    vi.setSystemTime(Date.now() + 31_000);
    await expect(model.complete(request(), never)).resolves.toMatchObject({ text: 'Here.' });
    expect(model.health()).toEqual({ state: 'closed', failure: null });
    expect(healths.map(({ state }) => state)).toEqual(['open', 'half_open', 'closed']);
  });
});

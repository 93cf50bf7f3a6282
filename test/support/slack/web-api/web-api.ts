import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { isObject } from '../blocks/findings.ts';
import { type Answered, answer, type Tokens } from './answer.ts';
import { Args } from './args.ts';
import type { Backend } from './backend.ts';
import { type Fault, Faults } from './faults.ts';
import { Gates } from './gates.ts';
import type { Call } from './journal.ts';
import type { Rates } from './rates.ts';
import { Refusal } from './refusal.ts';

/** Serves `/api/…`. https://docs.slack.dev/apis/web-api */
export class WebApi {
  readonly calls: Call[] = [];
  readonly faults = new Faults();
  readonly gates = new Gates();
  readonly #backend: Backend;
  readonly #tokens: Tokens;
  readonly #rates: Rates | undefined;
  readonly #journal: boolean;

  constructor(backend: Backend, tokens: Tokens, rates: Rates | undefined, journal: boolean) {
    this.#backend = backend;
    this.#tokens = tokens;
    this.#rates = rates;
    this.#journal = journal;
  }

  async serve(request: IncomingMessage, body: Buffer, url: URL, response: ServerResponse): Promise<void> {
    const method = url.pathname.slice('/api/'.length);
    let args: Args;
    try {
      args = new Args(readArgs(request, body, url));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.#send(response, { status: 200, body: { ok: false, error: error.code }, headers: {} });
    }
    const call = this.#note(method, args, request.headers.authorization);
    await this.gates.pass(call, 'before');
    const fault = this.faults.take(call);
    if (fault) this.#backend.changes.tell();
    if (fault && !('acceptThenDrop' in fault)) return this.#strike(response, call, fault);
    const answered = answer(this.#backend, this.#tokens, this.#rates, call, args);
    call.answer = answered.body;
    this.#backend.changes.tell();
    await this.gates.pass(call, 'after');
    if (fault) {
      response.destroy();
      return;
    }
    call.status = answered.status;
    this.#send(response, answered);
  }

  #note(method: string, args: Args, authorization: string | undefined): Call {
    const { token: inArgs, ...rest } = args.values;
    const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const token = bearer ?? (typeof inArgs === 'string' ? inArgs : undefined);
    const call: Call = {
      method,
      args: rest,
      token,
      at: this.#backend.workspace.now(),
      status: 0,
      answer: undefined,
    };
    if (this.#journal) this.calls.push(call);
    return call;
  }

  #strike(response: ServerResponse, call: Call, fault: Exclude<Fault, { acceptThenDrop: true }>): void {
    if ('hang' in fault) return;
    if ('drop' in fault) {
      response.destroy();
      return;
    }
    if ('error' in fault) {
      call.status = 200;
      call.answer = { ok: false, ...fault, error: String(fault.error) };
      return this.#send(response, { status: 200, body: call.answer, headers: {} });
    }
    const { status, retryAfter } = fault as { status: number; retryAfter?: number };
    call.status = status;
    call.answer = { ok: false, error: status === 429 ? 'ratelimited' : 'internal_error' };
    const headers: Record<string, string> =
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    this.#send(response, { status, body: call.answer, headers });
  }

  #send(response: ServerResponse, answered: Answered): void {
    const body = JSON.stringify(answered.body);
    response.writeHead(answered.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-oauth-scopes': [...this.#backend.scopes].join(','),
      ...answered.headers,
    });
    response.end(body);
  }
}

/** https://docs.slack.dev/apis/web-api/#basics: query string, form, or JSON with the token in the header. */
function readArgs(request: IncomingMessage, body: Buffer, url: URL): Record<string, unknown> {
  const query = Object.fromEntries(url.searchParams);
  if (request.method === 'GET' || body.length === 0) return query;
  const type = request.headers['content-type'];
  if (!type) throw new Refusal('missing_post_type');
  const [mime = ''] = type.split(';');
  if (mime === 'application/x-www-form-urlencoded') return { ...query, ...parse(body.toString()) };
  if (mime !== 'application/json') throw new Refusal('invalid_post_type');
  return { ...query, ...readJson(body) };
}

function readJson(body: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new Refusal('invalid_json');
  }
  if (!isObject(value)) throw new Refusal('json_not_object');
  // A token in a JSON body is not looked at: it belongs into the header.
  const { token: _token, ...rest } = value;
  return rest;
}

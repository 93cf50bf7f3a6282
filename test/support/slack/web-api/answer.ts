import { requireScope } from '../rules/visibility.ts';
import type { Args } from './args.ts';
import type { Backend, Method } from './backend.ts';
import type { Call } from './journal.ts';
import { METHODS } from './methods/all.ts';
import type { Rates } from './rates.ts';
import { Refusal } from './refusal.ts';

/** The tokens of the installed app. */
export interface Tokens {
  bot: string;
  app: string;
  revoked: boolean;
}

export interface Answered {
  status: number;
  body: { ok: boolean; error?: string; [key: string]: unknown };
  headers: Record<string, string>;
}

/** Answers one call: checks the token, the scope and the rate, then does what the method does. */
export function answer(
  backend: Backend,
  tokens: Tokens,
  rates: Rates | undefined,
  call: Call,
  args: Args,
): Answered {
  const method = METHODS[call.method];
  const headers = method?.scope ? { 'x-accepted-oauth-scopes': method.scope } : {};
  try {
    if (!method) throw new Refusal('unknown_method', { req_method: call.method });
    authorize(tokens, method, call.token);
    const wait = rates?.count(call.method, method.tier, args.string('channel'));
    if (wait !== undefined) {
      return {
        status: 429,
        body: { ok: false, error: 'ratelimited' },
        headers: { 'retry-after': String(wait) },
      };
    }
    if (method.scope) requireScope(backend, method.scope);
    return { status: 200, body: { ok: true, ...method.run(backend, args) }, headers };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, body: { ok: false, error: error.code, ...error.extra }, headers };
  }
}

function authorize(tokens: Tokens, method: Method, token: string | undefined): void {
  if (!token) throw new Refusal('not_authed');
  const kind = token === tokens.bot ? 'bot' : token === tokens.app ? 'app' : undefined;
  if (!kind) throw new Refusal('invalid_auth');
  if (tokens.revoked) throw new Refusal('token_revoked');
  const wanted = method.token ?? 'bot';
  if (wanted !== 'any' && wanted !== kind) throw new Refusal('not_allowed_token_type');
}

import type { Activity } from 'botbuilder';
import type { Clock } from '../../../src/platform/clock.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import type { Reference } from '../records/references.ts';
import { RequestFailed, statusOf, toBatonError } from './api-errors.ts';
import type { TrustedHosts } from './service-hosts.ts';
import type { Tokens } from './tokens.ts';

/** Teams answers within a second or two; whoever waits longer than this waits for nothing. */
const REQUEST_TIMEOUT_MS = 10_000;

export interface ConnectorDeps {
  tokens: Tokens;
  hosts: TrustedHosts;
  clock: Clock;
}

interface Call {
  /** What for, as an error says it: `Teams refuses to …`. */
  doing: string;
  method: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: object;
  signal?: AbortSignal | undefined;
}

/**
 * The Bot Connector, asked by its REST API: the SDK's client takes the label, the citations and whatever else it does
 * not know out of an activity's entities, and retries and waits by itself. All calls throw `RateLimited`,
 * `delivery.permanent` or `delivery.retryable`.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export class Connector {
  readonly #deps: ConnectorDeps;

  constructor(deps: ConnectorDeps) {
    this.#deps = deps;
  }

  /** Posts an activity, and gives its id; empty where Teams names none, as it does for the sign of typing. */
  async send(
    to: Reference,
    conversation: string,
    activity: Partial<Activity>,
    signal?: AbortSignal,
  ): Promise<string> {
    const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
    const body = complete(activity, to, conversation);
    const answer = await this.#ask(to, { doing: 'post', method: 'POST', path, body, signal });
    return idIn(answer);
  }

  async update(to: Reference, conversation: string, id: string, activity: Partial<Activity>): Promise<void> {
    const body = { ...complete(activity, to, conversation), id };
    await this.#ask(to, { doing: 'change a post', method: 'PUT', path: pathOf(conversation, id), body });
  }

  /** Deletes an activity; no error where it is gone already. */
  async remove(to: Reference, conversation: string, id: string): Promise<void> {
    try {
      await this.#ask(to, { doing: 'delete a post', method: 'DELETE', path: pathOf(conversation, id) });
    } catch (error) {
      if (statusOf(error) !== 404 && statusOf(error) !== 410) throw error;
    }
  }

  /** Opens the personal chat with somebody, and gives its id. The same chat is given each time. */
  async openPersonal(near: Reference, personId: string): Promise<string> {
    const { bot, tenant } = near;
    const channelData = { tenant: { id: tenant } };
    const body = { isGroup: false, bot, members: [{ id: personId }], tenantId: tenant, channelData };
    const answer = await this.#ask(near, {
      doing: 'open a personal chat',
      method: 'POST',
      path: 'v3/conversations',
      body,
    });
    const id = idIn(answer);
    if (id === '') throw new BatonError('delivery.permanent', 'Teams names no chat with this person');
    return id;
  }

  async #ask({ serviceUrl }: Reference, call: Call): Promise<string> {
    const { tokens, hosts, clock } = this.#deps;
    if (!hosts.isService(serviceUrl)) {
      throw new BatonError(
        'delivery.permanent',
        'The conversation is kept at an address that is not Microsoft’s',
        {
          mend: 'Nothing may be posted there; let the customer write again, so that the address is known anew.',
        },
      );
    }
    try {
      return await request(`${serviceUrl.replace(/\/*$/, '/')}${call.path}`, call, await tokens.get());
    } catch (error) {
      throw toBatonError(error, call.doing, clock.now());
    }
  }
}

async function request(
  url: string,
  { method, body, signal }: Call,
  token: string | undefined,
): Promise<string> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const response = await fetch(url, {
    method,
    headers: {
      ...(body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await response.text();
  if (response.ok) return answer;
  throw new RequestFailed(response.status, response.headers.get('retry-after') ?? undefined, answer);
}

function pathOf(conversation: string, id: string): string {
  return `v3/conversations/${encodeURIComponent(conversation)}/activities/${encodeURIComponent(id)}`;
}

function complete(activity: Partial<Activity>, { bot, tenant }: Reference, conversation: string): object {
  return {
    ...activity,
    channelId: 'msteams',
    from: bot,
    conversation: { id: conversation, tenantId: tenant },
  };
}

function idIn(answer: string): string {
  try {
    const { id } = JSON.parse(answer) as { id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}

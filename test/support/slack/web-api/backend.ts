import type { Events } from '../delivery/events.ts';
import type { SocketTransport } from '../delivery/socket-transport.ts';
import type { ResponseUrls } from '../rules/response-urls.ts';
import type { Triggers } from '../rules/triggers.ts';
import type { Uploads } from '../rules/uploads.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Args } from './args.ts';
import type { Changes } from './changes.ts';
import type { Views } from './methods/views.ts';
import type { TierName } from './rates.ts';

/** What the methods of the Web API work on. */
export interface Backend {
  workspace: Workspace;
  events: Events;
  sockets: SocketTransport;
  scopes: Set<string>;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  uploads: Uploads;
  views: Views;
  changes: Changes;
  /** Where the fake serves, with a slash at the end. */
  base: string;
}

export type Answer = Record<string, unknown>;

/** One method of the Web API. */
export interface Method {
  tier: TierName;
  /** The scope it needs whatever the arguments. */
  scope?: string;
  /** Kind of token; default `bot`. */
  token?: 'bot' | 'app' | 'any';
  /** Refuses by throwing a Refusal. The answer lacks `ok`. */
  run(backend: Backend, args: Args): Answer;
}

export type Methods = Record<string, Method>;

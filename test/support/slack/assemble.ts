import { systemClock } from '../../../src/platform/clock.ts';
import { AppLink } from './delivery/app-link.ts';
import { EventQueue } from './delivery/event-queue.ts';
import { Events } from './delivery/events.ts';
import { Subscriptions } from './delivery/subscriptions.ts';
import type { FakeSlackOptions } from './options.ts';
import { Interact } from './people/interact.ts';
import { Modals } from './people/modals.ts';
import { Talk } from './people/talk.ts';
import { ResponseUrls } from './rules/response-urls.ts';
import { Triggers } from './rules/triggers.ts';
import { Uploads } from './rules/uploads.ts';
import type { Tokens } from './web-api/answer.ts';
import type { Backend } from './web-api/backend.ts';
import { Changes } from './web-api/changes.ts';
import { Views } from './web-api/methods/views.ts';
import { Rates } from './web-api/rates.ts';
import { ALL_SCOPES } from './web-api/scopes.ts';
import type { SlackServer } from './web-api/server.ts';
import { WebApi } from './web-api/web-api.ts';
import { Workspace } from './workspace/workspace.ts';

/** Everything a fake Slack is made of. */
export interface Parts {
  server: SlackServer;
  signingSecret: string;
  tokens: Tokens;
  backend: Backend;
  api: WebApi;
  link: AppLink;
  queue: EventQueue;
  talk: Talk;
  interact: Interact;
  modals: Modals;
}

/** Puts the parts together, and lets the server serve them. */
export function assemble(server: SlackServer, options: FakeSlackOptions): Parts {
  const { clock = systemClock, journal = true, retries = true } = options;
  const signingSecret = options.signingSecret ?? 'signing-secret-of-the-fake';
  const workspace = new Workspace(clock, { id: 'T00000TEAM', name: 'Acme', domain: 'acme' });
  const link = new AppLink(clock, signingSecret, workspace.app.id);
  const queue = new EventQueue(link, clock, { retries, keep: journal });
  const scopes = new Set(options.scopes ?? ALL_SCOPES);
  const backend: Backend = {
    workspace,
    events: new Events(workspace, new Subscriptions(options.events, scopes), queue),
    sockets: link.sockets,
    scopes,
    triggers: new Triggers(clock),
    responseUrls: new ResponseUrls(),
    uploads: new Uploads(),
    views: new Views(),
    changes: new Changes(),
    base: server.base,
  };
  const tokens: Tokens = {
    bot: 'xoxb-bot-token-of-the-fake',
    app: 'xapp-app-token-of-the-fake',
    revoked: false,
  };
  const api = new WebApi(backend, tokens, options.strictRates ? new Rates(clock) : undefined, journal);
  const interact = new Interact(backend, link);
  server.serve(backend, api, tokens.bot);
  return {
    server,
    signingSecret,
    tokens,
    backend,
    api,
    link,
    queue,
    talk: new Talk(backend),
    interact,
    modals: new Modals(backend, interact),
  };
}

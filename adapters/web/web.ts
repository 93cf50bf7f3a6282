import type { AgentDesk, ChannelAdapter, Finding } from '../../src/channels/adapter.ts';
import { forgetCustomer } from './forget-customer.ts';
import { createHttpApp } from './http/app.ts';
import { lookAtPort } from './http/look-at-port.ts';
import { type Listening, serve } from './http/serve.ts';
import { AGENT_PREFIX, DESK_CHANNEL } from './places.ts';
import { addressOf, checkSettings, type WebSettings } from './settings.ts';
import { createSurface } from './surface.ts';
import { openWorkspace, type WebDeps } from './workspace.ts';

/** How a desk message that stays at the desk begins, unless set otherwise. */
const NOTE_MARK = '//';

/** The web workspace: a page with the customer's side and the agent desk, for which nothing has to be set up. */
export interface Web {
  channel: ChannelAdapter;
  desk: AgentDesk;
  /** Where a browser finds the page; the port is known for certain once it has started. */
  url(): string;
}

/** Makes the web workspace; nothing listens yet. Throws `config.invalid` where strangers could enter. */
export function createWeb(settings: WebSettings, deps: WebDeps): Web {
  checkSettings(settings);
  const { noteMark = () => NOTE_MARK, deskMessages = () => 'send' as const } = settings;
  const workspace = openWorkspace(deps, { noteMark, deskMessages });
  const surface = createSurface(workspace);
  let running: { listening: Listening; stopping: AbortController } | undefined;
  const url = () => addressOf(settings.host, running?.listening.port ?? settings.port);
  const found = (name: string): Finding[] => [
    { name, ok: true, detail: running ? `listens on ${url()}` : `would listen on ${url()}` },
  ];
  return {
    url,
    channel: {
      ...surface,
      async start(intake) {
        if (running) return;
        const stopping = new AbortController();
        const app = createHttpApp(settings, workspace, stopping.signal);
        const { host, port } = settings;
        const listening = await serve(app, { host, port, clock: deps.clock });
        workspace.intake = intake;
        running = { listening, stopping };
      },
      async stop() {
        const { listening, stopping } = running ?? {};
        running = undefined;
        stopping?.abort();
        await listening?.close();
        workspace.intake = undefined;
      },
      typing: async (thread, on) => workspace.typing.show(thread, on),
      forget: ({ id }, upTo) => forgetCustomer(workspace, id, upTo),
      async check() {
        const taken = !running && (await lookAtPort(settings, url())) === 'taken';
        return taken ? [portTaken(settings)] : found('web workspace');
      },
    },
    desk: {
      ...surface,
      channel: DESK_CHANNEL,
      present: (personIds) => workspace.presence.among(personIds),
      isMember: async (personId) => personId.startsWith(AGENT_PREFIX),
      spellsMarks: true,
      mark: ({ id }, { mark, buttons }) => workspace.posts.mark(id, { mark, buttons }),
      checkDesk: async () => found('web desk'),
    },
  };
}

function portTaken({ host, port }: WebSettings): Finding {
  return {
    name: 'web workspace',
    ok: false,
    detail: `something else uses ${host}:${port}, or it is no address of this machine`,
    mend: 'Set web.port (BATON__WEB__PORT in .env) to a free port, or to 0 for any free one; and web.host to an address of this machine.',
  };
}

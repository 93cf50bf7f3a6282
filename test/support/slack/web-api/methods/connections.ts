import type { Answer, Backend, Methods } from '../backend.ts';

/** https://docs.slack.dev/reference/methods/apps.connections.open */
export const connectionMethods: Methods = {
  'apps.connections.open': { tier: 'special', token: 'app', run: open },
  'api.test': { tier: 'special', token: 'any', run: (_backend, args) => ({ args: args.values }) },
};

function open({ base, sockets, workspace }: Backend): Answer {
  const url = new URL('link/', base.replace(/^http/, 'ws'));
  url.searchParams.set('ticket', sockets.ticket());
  url.searchParams.set('app_id', workspace.app.id);
  return { url: url.href };
}

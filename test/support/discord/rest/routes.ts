import type { Backend, Call, Route } from './call.ts';
import * as channels from './channels.ts';
import * as interactions from './interactions.ts';
import { createGuildChannel } from './make-channel.ts';
import * as messages from './messages.ts';
import * as webhooks from './webhooks.ts';

const ID = '([^/]+)';

/** An interaction's answers look like a webhook's posts. */
const either =
  (ofInteraction: Route, ofWebhook: Route): Route =>
  (backend: Backend, call: Call) =>
    (call.params[0] === backend.world.application ? ofInteraction : ofWebhook)(backend, call);

const table: [method: string, path: string, route: Route][] = [
  ['GET', '/users/@me', channels.me],
  ['GET', '/users/@me/guilds', channels.myGuilds],
  ['POST', '/users/@me/channels', channels.createDm],
  ['GET', `/users/${ID}`, channels.getUser],
  ['GET', '/applications/@me', channels.application],
  ['GET', `/applications/${ID}/commands`, channels.getCommands],
  ['PUT', `/applications/${ID}/commands`, channels.putCommands],
  ['GET', `/applications/${ID}/guilds/${ID}/commands`, channels.getCommands],
  ['PUT', `/applications/${ID}/guilds/${ID}/commands`, channels.putCommands],
  ['GET', `/guilds/${ID}`, channels.getGuild],
  ['GET', `/guilds/${ID}/roles`, channels.getRoles],
  ['GET', `/guilds/${ID}/channels`, channels.getGuildChannels],
  ['POST', `/guilds/${ID}/channels`, createGuildChannel],
  ['GET', `/guilds/${ID}/threads/active`, channels.activeThreads],
  ['GET', `/guilds/${ID}/members/${ID}`, channels.getMember],
  ['GET', `/channels/${ID}`, channels.getChannel],
  ['GET', `/channels/${ID}/messages`, messages.listMessages],
  ['POST', `/channels/${ID}/messages`, messages.createMessage],
  ['GET', `/channels/${ID}/messages/${ID}`, messages.getMessage],
  ['PATCH', `/channels/${ID}/messages/${ID}`, messages.editMessage],
  ['DELETE', `/channels/${ID}/messages/${ID}`, messages.deleteMessage],
  ['PUT', `/channels/${ID}/messages/${ID}/reactions/${ID}/@me`, messages.addReaction],
  ['DELETE', `/channels/${ID}/messages/${ID}/reactions/${ID}/@me`, messages.removeReaction],
  ['POST', `/channels/${ID}/typing`, messages.startTyping],
  ['POST', `/channels/${ID}/messages/${ID}/threads`, channels.startThread],
  ['GET', `/channels/${ID}/webhooks`, webhooks.listWebhooks],
  ['POST', `/channels/${ID}/webhooks`, webhooks.createWebhook],
  ['POST', `/interactions/${ID}/${ID}/callback`, interactions.callback],
  ['POST', `/webhooks/${ID}/${ID}`, either(interactions.followUp, webhooks.executeWebhook)],
  ['PATCH', `/webhooks/${ID}/${ID}/messages/@original`, interactions.editOriginal],
  ['DELETE', `/webhooks/${ID}/${ID}/messages/@original`, interactions.deleteOriginal],
  ['GET', `/webhooks/${ID}/${ID}/messages/${ID}`, webhooks.getWebhookMessage],
  ['PATCH', `/webhooks/${ID}/${ID}/messages/${ID}`, webhooks.editWebhookMessage],
  ['DELETE', `/webhooks/${ID}/${ID}/messages/${ID}`, webhooks.deleteWebhookMessage],
];

const routes = table.map(([method, path, route]) => ({
  method,
  pattern: new RegExp(`^${path}$`),
  route,
  path,
}));

/** Routes whose own token is all that they need. */
export const withoutToken = /^\/(?:interactions|webhooks)\/[^/]+\/[^/]+/;

/** The route of a call with its parameters; undefined where there is none. */
export function routeOf(
  method: string,
  path: string,
): { route: Route; params: string[]; name: string } | undefined {
  for (const one of routes) {
    const found = one.method === method ? one.pattern.exec(path) : null;
    if (!found) continue;
    const name = `${method} ${one.path.replaceAll(ID, ':id')}`;
    return { route: one.route, params: found.slice(1).map(decodeURIComponent), name };
  }
  return undefined;
}

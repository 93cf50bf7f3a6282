import { listOf, type Shape, shapeOf } from '../../../src/platform/shape.ts';
import type { DiscordApi, Route } from '../rest/discord-api.ts';

/** What the message's menu calls it. */
const ASK_SUPPORT = 'Ask support';

const CHAT_INPUT = 1;
const ON_MESSAGE = 3;
const STRING = 3;
/** In servers, and in direct messages with the bot. */
const [GUILD, BOT_DM] = [0, 1];

/**
 * The commands as Discord takes them. What can be said is one option that is completed while it is typed, not a tree of
 * subcommands: what commands there are is told by whoever answers them, and depends on who asks; a tree of them all would
 * have to be registered anew at every change, within 25 subcommands and 8,000 characters, and be shown to everybody.
 * https://docs.discord.com/developers/interactions/application-commands
 */
function commandsOf(command: string): Shape[] {
  const request = {
    type: STRING,
    name: 'request',
    description: 'human, help, or what else you want',
    required: false,
    autocomplete: true,
  };
  return [
    {
      type: CHAT_INPUT,
      name: command,
      description: 'Get help from support',
      options: [request],
      contexts: [GUILD, BOT_DM],
    },
    { type: ON_MESSAGE, name: ASK_SUPPORT, contexts: [GUILD] },
  ];
}

/** Where an application's commands are kept: in one server, or everywhere. */
export function commandRoutes(application: string, guilds: readonly string[]): Route[] {
  const own: Route = `/applications/${application}`;
  return guilds.length > 0
    ? guilds.map((guild): Route => `${own}/guilds/${guild}/commands`)
    : [`${own}/commands`];
}

/** Makes the commands what they should be; asks first, as Discord counts what is written. */
export async function registerCommands(api: DiscordApi, routes: Route[], command: string): Promise<void> {
  for (const route of routes) {
    if (!(await areRegistered(api, route, command)))
      await api.call('PUT', route, { body: commandsOf(command) });
  }
}

/** Whether Discord knows the commands as they should be. */
export async function areRegistered(api: DiscordApi, route: Route, command: string): Promise<boolean> {
  const known = await api.list(route);
  const wanted = commandsOf(command);
  return (
    known.length === wanted.length && wanted.every((one) => known.some((other) => sameCommand(one, other)))
  );
}

function sameCommand(one: Shape, other: Shape): boolean {
  const options = (shape: Shape) =>
    listOf(shape['options'])
      .map(shapeOf)
      .map(({ name, type, autocomplete }) => `${type} ${name} ${autocomplete === true}`);
  return (
    one['type'] === (other['type'] ?? CHAT_INPUT) &&
    one['name'] === other['name'] &&
    (one['description'] ?? '') === (other['description'] ?? '') &&
    options(one).join() === options(other).join()
  );
}

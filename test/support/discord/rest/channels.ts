import { channelObject, guildObject, memberObject, userObject } from '../world/objects.ts';
import { MAY } from '../world/permissions.ts';
import { type Guild, type Json, TYPE, type World } from '../world/world.ts';
import { channelOf, messageOf, need, type Route } from './call.ts';
import { invalid, missingAccess, Refusal } from './refusal.ts';

export const me: Route = ({ world }) => ({ body: userObject(world.bot) });

/** https://docs.discord.com/developers/resources/application#get-current-application */
export const application: Route = ({ world }) => ({
  body: { id: world.application, name: 'Baton', flags: 1 << 19, bot: userObject(world.bot) },
});

export const myGuilds: Route = ({ world }) => ({
  body: [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id)).map(guildObject),
});

export const getGuild: Route = ({ world }, { params }) => ({ body: guildObject(guildOf(world, params[0])) });

export const getRoles: Route = ({ world }, { params }) => ({
  body: guildObject(guildOf(world, params[0]))['roles'],
});

export const getGuildChannels: Route = ({ world }, { params }) => {
  const { id } = guildOf(world, params[0]);
  const channels = [...world.channels.values()].filter(
    ({ guild, type }) => guild === id && type !== TYPE.thread,
  );
  return { body: channels.map(channelObject) };
};

export const getMember: Route = ({ world }, { params }) => {
  const guild = guildOf(world, params[0]);
  const member = memberObject(guild, params[1] ?? '');
  if (!member) throw new Refusal(404, 10007, 'Unknown Member');
  const user = world.users.get(params[1] ?? '');
  return { body: { ...member, ...(user ? { user: userObject(user) } : {}) } };
};

export const activeThreads: Route = ({ world }, { params }) => {
  const { id } = guildOf(world, params[0]);
  const threads = [...world.channels.values()].filter(
    ({ guild, type, archived }) => guild === id && type === TYPE.thread && !archived,
  );
  return { body: { threads: threads.map(channelObject), members: [] } };
};

export const getChannel: Route = (backend, { params }) => ({
  body: channelObject(channelOf(backend, params[0])),
});

export const getUser: Route = ({ world }, { params }) => {
  const user = world.users.get(params[0] ?? '');
  if (!user) throw new Refusal(404, 10013, 'Unknown User');
  return { body: userObject(user) };
};

/** https://docs.discord.com/developers/resources/user#create-dm */
export const createDm: Route = ({ world }, { json }) => {
  const person = String(json['recipient_id'] ?? '');
  if (!world.users.has(person)) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
  return { body: channelObject(world.directWith(person)) };
};

/** https://docs.discord.com/developers/resources/channel#start-thread-from-message */
export const startThread: Route = (backend, { params, json }) => {
  const { world } = backend;
  const channel = channelOf(backend, params[0]);
  const message = messageOf(channel, params[1]);
  need(backend, channel, MAY.createThreads);
  if (world.channels.has(message.id)) {
    throw new Refusal(400, 160004, 'A thread has already been created for this message');
  }
  const name = json['name'];
  if (typeof name !== 'string' || name.trim() === '' || [...name].length > 100) {
    throw invalid('name', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  const thread = world.addChannel({
    id: message.id,
    type: TYPE.thread,
    name,
    guild: channel.guild,
    parent: channel.id,
    owner: world.bot.id,
  });
  backend.tell('THREAD_CREATE', { ...channelObject(thread), newly_created: true }, { guild: channel.guild });
  return { status: 201, body: channelObject(thread) };
};

/** https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands */
export const putCommands: Route = ({ world }, call) => {
  const { params } = call;
  if (params[0] !== world.application)
    throw new Refusal(403, 20012, 'You are not authorized to perform this action on this application');
  const commands = call.json as unknown as Json[];
  if (!Array.isArray(commands)) throw invalid('_', 'BASE_TYPE_LIST', 'Must be a list');
  for (const command of commands) checkCommand(command);
  world.commands.set(
    params[1] ?? '',
    commands.map((one) => ({ id: world.ids.next(), type: 1, ...one })),
  );
  return { body: world.commands.get(params[1] ?? '') };
};

export const getCommands: Route = ({ world }, { params }) => ({
  body: world.commands.get(params[1] ?? '') ?? [],
});

function checkCommand(command: Json): void {
  const { name, description, type = 1 } = command;
  const isChat = type === 1;
  const pattern = isChat ? /^[-_'\p{L}\p{N}]{1,32}$/u : /^.{1,32}$/u;
  if (typeof name !== 'string' || !pattern.test(name) || (isChat && name !== name.toLowerCase())) {
    throw invalid('0.name', 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  const says = typeof description === 'string' && description.length >= 1 && description.length <= 100;
  if (isChat ? !says : description !== undefined && description !== '') {
    throw invalid('0.description', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
}

/** A server that the bot is in. */
export function guildOf(world: World, id: string | undefined): Guild {
  const guild = world.guilds.get(id ?? '');
  if (!guild?.members.has(world.bot.id)) throw missingAccess();
  return guild;
}

import { BatonError } from '../../../src/platform/errors.ts';
import { listOf, type Shape } from '../../../src/platform/shape.ts';
import { MANAGE_CHANNELS, PERMISSIONS, VIEW_CHANNEL } from '../permissions.ts';
import type { DiscordApi } from '../rest/discord-api.ts';
import { type Channel, readChannel, TEXT } from './channel.ts';
import { isWrittenIn, unlessHidden } from './find-channel.ts';
import { askGuild, type Guild } from './guilds.ts';
import { isPrivate, permissionsIn } from './permissions-in.ts';
import { isSnowflake } from './snowflake.ts';

/** https://docs.discord.com/developers/resources/channel#overwrite-object */
const [ROLE, MEMBER] = [0, 1];
/** What the bot must be allowed where it makes the desk: it can allow itself there only what it may in the server. */
const NEEDED = [
  { name: 'Manage Channels', bit: MANAGE_CHANNELS },
  ...PERMISSIONS.filter(({ only, optional }) => only !== 'support' && !optional),
];
/** What the desk allows, as far as the bot may. */
const AT_DESK = PERMISSIONS.filter(({ only }) => only !== 'support').reduce(
  (bits, { bit }) => bits | bit,
  0n,
);

/** Who is to work at the desk: a role or a member of a server. */
interface Who {
  id: string;
  guild: Guild;
  type: typeof ROLE | typeof MEMBER;
  roles: string[];
}

interface Wanted {
  /** Ids of the servers to look in. */
  guilds: readonly string[];
  botUser: string;
  name: string;
  /** The id of a role or a person; the desk is made in its server. */
  who: string;
}

/**
 * Makes a text channel that nobody sees but this role or person, the bot, and whoever administers the server. One of this
 * name that they see already is taken. Throws `config.invalid` where nobody has this id, the name is taken, or the bot may not.
 * https://docs.discord.com/developers/resources/guild#create-guild-channel
 */
export async function makeDesk(api: DiscordApi, wanted: Wanted): Promise<{ guild: Guild; channel: Channel }> {
  const who = await findWho(api, wanted);
  const { guild } = who;
  const there = await findNamed(api, wanted.name, who);
  if (there) return { guild, channel: there };
  const bot = await memberOf(api, guild.id, wanted.botUser);
  const may = permissionsIn(guild, [], { id: wanted.botUser, roles: rolesOf(bot ?? {}) });
  const missing = NEEDED.filter(({ bit }) => (may & bit) === 0n).map(({ name }) => name);
  if (missing.length > 0) throw mayNot(guild, missing);
  const allow = String(may & AT_DESK);
  const made = await api.call('POST', `/guilds/${guild.id}/channels`, {
    body: {
      name: wanted.name,
      type: TEXT,
      permission_overwrites: [
        { id: guild.id, type: ROLE, allow: '0', deny: String(VIEW_CHANNEL) },
        { id: wanted.botUser, type: MEMBER, allow, deny: '0' },
        { id: who.id, type: who.type, allow, deny: '0' },
      ],
    },
  });
  const channel = readChannel(made, guild.id);
  if (channel) return { guild, channel };
  throw new BatonError('delivery.retryable', 'Discord made a channel without an id');
}

async function findWho(api: DiscordApi, { guilds, who }: Wanted): Promise<Who> {
  const found: Who[] = [];
  for (const id of guilds) {
    const guild = await askGuild(api, id);
    // The role of everybody has the server's own id.
    if (who !== id && guild.roles.has(who)) return { id: who, guild, type: ROLE, roles: [who] };
    const member = await memberOf(api, id, who);
    if (member) found.push({ id: who, guild, type: MEMBER, roles: rolesOf(member) });
  }
  const [only, ...more] = found;
  if (!only) {
    throw new BatonError(
      'config.invalid',
      `Nobody and no role with the ID ${who} is in a server of the bot`,
      {
        mend: 'Switch Developer Mode on (User Settings, Advanced), then right-click yourself or a role and choose Copy ID.',
      },
    );
  }
  if (more.length === 0) return only;
  const names = found.map(({ guild }) => guild.name).join(', ');
  throw new BatonError('config.invalid', `Whoever has the ID ${who} is in several servers: ${names}`, {
    mend: 'Choose a role of the server that the desk is to be in.',
  });
}

/** A channel of this name that they see and strangers do not. Throws where one of this name is for others. */
async function findNamed(api: DiscordApi, name: string, who: Who): Promise<Channel | undefined> {
  const { guild, id, type, roles } = who;
  const all = (await api.list(`/guilds/${guild.id}/channels`)).map((one) => readChannel(one, guild.id));
  const found = all.find((one) => one && isWrittenIn(one) && one.name === name);
  if (!found) return undefined;
  const may = permissionsIn(guild, found.overwrites, { id: type === MEMBER ? id : '0', roles });
  if (found.type === TEXT && isPrivate(guild, found) && (may & VIEW_CHANNEL) !== 0n) return found;
  throw new BatonError(
    'config.invalid',
    `There is a channel #${name} in ${guild.name} already, which is not private or not seen by whom you named`,
    { mend: 'Choose another name, or change who may view that channel (Edit Channel, Permissions).' },
  );
}

async function memberOf(api: DiscordApi, guild: string, person: string): Promise<Shape | undefined> {
  return unlessHidden(api.object('GET', `/guilds/${guild}/members/${person}`));
}

function rolesOf(member: Shape): string[] {
  return listOf(member['roles']).filter(isSnowflake);
}

function mayNot({ name }: Guild, missing: readonly string[]): BatonError {
  return new BatonError('config.invalid', `The bot may not make the channel in ${name}`, {
    mend: `Give the bot’s role in ${name}: ${missing.join(', ')} (Server Settings, Roles), and try again. Manage Channels is for this alone; take it away afterwards.`,
  });
}

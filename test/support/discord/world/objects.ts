import type { Channel, Guild, Json, Message, User, World } from './world.ts';
import { TYPE } from './world.ts';

/** A file's address expires; asking for its message again gives a fresh one. */
const ADDRESS_MS = 24 * 3_600_000;
/** A message that answers another. https://docs.discord.com/developers/resources/message#message-object-message-types */
const REPLY = 19;

export function userObject({ id, username, global_name, avatar, bot }: User): Json {
  return {
    id,
    username,
    global_name,
    avatar,
    discriminator: bot ? '0001' : '0',
    ...(bot ? { bot: true } : {}),
  };
}

export function memberObject(guild: Guild, id: string): Json | undefined {
  const member = guild.members.get(id);
  return (
    member && {
      nick: member.nick,
      roles: member.roles,
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      avatar: null,
    }
  );
}

export function guildObject(guild: Guild): Json {
  const roles = [...guild.roles.values()].map(({ id, name, permissions, bot }) => ({
    id,
    name,
    permissions: permissions.toString(),
    managed: bot !== undefined,
    ...(bot ? { tags: { bot_id: bot } } : {}),
  }));
  return { id: guild.id, name: guild.name, owner_id: guild.owner, roles };
}

export function channelObject(channel: Channel): Json {
  const { id, type, guild, parent, name, tags, applied, recipients, archived } = channel;
  const last = [...channel.messages.keys()].at(-1) ?? null;
  if (type === TYPE.dm)
    return { id, type, last_message_id: last, recipients: recipients.map((one) => ({ id: one })) };
  return {
    id,
    type,
    guild_id: guild,
    parent_id: parent ?? null,
    name,
    last_message_id: last,
    permission_overwrites: channel.overwrites.map(({ allow, deny, ...rest }) => ({
      ...rest,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
    ...(type === TYPE.forum ? { available_tags: tags } : {}),
    ...(type === TYPE.thread
      ? {
          applied_tags: applied,
          owner_id: channel.owner,
          thread_metadata: {
            archived,
            auto_archive_duration: 1_440,
            archive_timestamp: channel.createdAt,
            locked: false,
          },
        }
      : {}),
  };
}

/** A message as the bot sees it. Without the privileged intent it sees no words but those meant for it. */
export function messageObject(world: World, base: string, message: Message, seesContent = true): Json {
  const channel = world.channels.get(message.channel);
  const guild = world.guilds.get(channel?.guild ?? '');
  const ours = message.author.id === world.bot.id || message.webhook !== undefined;
  const meant = ours || !guild || message.content.includes(`<@${world.bot.id}>`);
  const shown = seesContent || meant;
  // One level deep: what was answered does not bring what it answered itself.
  const answered = message.type === REPLY ? channel?.messages.get(message.reference ?? '') : undefined;
  const mentions = Array.from(message.content.matchAll(/<@!?(\d+)>/g), ([, id]) => world.users.get(id ?? ''));
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: message.webhook
      ? {
          id: message.webhook,
          username: message.author.username,
          avatar: message.author.avatar,
          bot: true,
          discriminator: '0000',
        }
      : userObject(message.author),
    ...(message.webhook ? { webhook_id: message.webhook } : {}),
    ...(guild && !message.webhook ? { member: memberObject(guild, message.author.id) } : {}),
    ...(guild ? { guild_id: guild.id } : {}),
    content: shown ? message.content : '',
    attachments: shown ? message.attachments.map((file) => attachmentObject(world, base, message, file)) : [],
    embeds: shown ? message.embeds : [],
    components: shown ? message.components : [],
    mentions: mentions.flatMap((user) => (user ? [userObject(user)] : [])),
    mention_roles: [],
    mention_everyone: message.pinged.includes('everyone'),
    timestamp: message.timestamp,
    edited_timestamp: message.edited,
    pinned: false,
    tts: false,
    flags: message.flags,
    ...(message.nonce ? { nonce: message.nonce } : {}),
    ...(message.reference
      ? { message_reference: { message_id: message.reference, channel_id: message.channel } }
      : {}),
    ...(answered ? { referenced_message: messageObject(world, base, answered, seesContent) } : {}),
  };
}

function attachmentObject(
  world: World,
  base: string,
  message: Message,
  file: Message['attachments'][0],
): Json {
  const expires = Math.floor((world.clock.now().getTime() + ADDRESS_MS) / 1000).toString(16);
  const path = `cdn/attachments/${message.channel}/${file.id}/${encodeURIComponent(file.filename)}`;
  return {
    id: file.id,
    filename: file.filename,
    size: file.content.byteLength,
    content_type: file.content_type,
    url: `${base}${path}?ex=${expires}`,
    proxy_url: `${base}${path}?ex=${expires}`,
  };
}

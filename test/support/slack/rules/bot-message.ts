import type { Json } from '../blocks/findings.ts';
import type { Args } from '../web-api/args.ts';
import type { Backend } from '../web-api/backend.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import type { FakeMessage } from '../workspace/message.ts';
import type { MessageContent } from './content.ts';
import { requireScope } from './visibility.ts';

/** A name and picture borrowed for one message. */
export type Authorship = Pick<FakeMessage, 'username' | 'icons'>;

/**
 * Reads a borrowed name and picture. Without the scope Slack refuses the whole message.
 * https://docs.slack.dev/reference/scopes/chat.write.customize
 */
export function readAuthorship(backend: Backend, args: Args): Authorship {
  const username = args.string('username');
  const emoji = args.string('icon_emoji');
  const image = args.string('icon_url');
  if (username === undefined && emoji === undefined && image === undefined) return {};
  requireScope(backend, 'chat:write.customize');
  const icons = emoji ? { emoji } : image ? { image_48: image } : undefined;
  return { ...(username && { username }), ...(icons && { icons }) };
}

/** A message of the app's bot, not posted yet. */
export function botMessage(
  backend: Backend,
  channel: FakeChannel,
  content: MessageContent,
  more: Partial<FakeMessage> = {},
): FakeMessage {
  const { workspace } = backend;
  const { bot, app, team } = workspace;
  return {
    ts: workspace.nextTs(),
    channel: channel.id,
    user: bot.id,
    text: content.text ?? '',
    team: team.id,
    bot_id: bot.botId,
    app_id: app.id,
    bot_profile: botProfile(backend),
    reactions: [],
    deleted: false,
    ...(content.blocks?.length && { blocks: content.blocks }),
    ...(content.attachments?.length && { attachments: content.attachments }),
    ...(content.metadata?.event_type && { metadata: content.metadata }),
    // Under a borrowed name it is an integration's message: https://docs.slack.dev/reference/events/message/bot_message
    ...(more.username !== undefined && { subtype: 'bot_message' }),
    ...more,
  };
}

/** Where a reply goes: its thread, and the writer of the thread's first message. */
export function threadFields(channel: FakeChannel, threadTs: string | undefined): Partial<FakeMessage> {
  // Slack posts a reply to a message that is gone into the channel itself, and says so only by leaving thread_ts out:
  // https://github.com/slack-go/slack/issues/1571
  if (threadTs === undefined || !channel.hasThread(threadTs)) return {};
  const parent = channel.find(threadTs);
  return { thread_ts: threadTs, ...(parent && { parent_user_id: parent.user }) };
}

function botProfile(backend: Backend): Json {
  const { bot, app, team } = backend.workspace;
  return {
    id: bot.botId,
    app_id: app.id,
    user_id: bot.id,
    name: bot.realName,
    icons: { image_36: bot.avatar, image_48: bot.avatar, image_72: bot.avatar },
    deleted: false,
    updated: 0,
    team_id: team.id,
  };
}

import type { IncomingMessage } from 'node:http';
import { ADAPTIVE, cardProblem } from './cards.ts';
import type { Activity, Conversation, Json, World } from './world.ts';

/** An answer of the Bot Connector. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  bytes?: Buffer;
}

/** What a message may hold, bytes of UTF-16. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const LARGEST = 100 * 1024;
/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#citations */
const MOST_CITATIONS = 20;

export const refused = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});

const badRequest = (message: string) => refused(400, 'BadSyntax', message);
const unknown = () => refused(404, 'ConversationNotFound', 'Conversation not found.');

/** A call to the Bot Connector by a bot whose token is good. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export function connectorCall(world: World, request: IncomingMessage, body: Json): Reply {
  const path = new URL(request.url ?? '/', 'http://loopback').pathname;
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const [, , id, what, activityId] = parts;
  if (request.method === 'POST' && parts.length === 2) return createConversation(world, body);
  const found = world.find(id ?? '');
  if (!found || what !== 'activities') return unknown();
  const { conversation, thread } = found;
  if (conversation.removed) {
    return refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  }
  if (request.method === 'POST' && activityId === undefined) return post(world, conversation, thread, body);
  const activity = conversation.activities.find((one) => one.id === activityId && !one.deleted);
  if (!activity) return refused(404, 'ActivityNotFoundInConversation', 'The activity was not found.');
  if (activity.from.id !== world.bot.id) {
    return refused(403, 'ForbiddenOperationException', 'The bot may not change what others wrote.');
  }
  if (request.method === 'PUT') return change(activity, body);
  if (request.method !== 'DELETE') return refused(405, 'MethodNotAllowed', 'There is no such method here.');
  activity.deleted = true;
  return { status: 200 };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages#create-the-conversation */
function createConversation(world: World, body: Json): Reply {
  const members = (body['members'] as { id?: string }[] | undefined) ?? [];
  const tenant = (body['channelData'] as { tenant?: { id?: string } } | undefined)?.tenant?.id;
  if (body['isGroup'] !== false || members.length !== 1) return badRequest('One member, and no group.');
  if (!tenant) return badRequest('channelData.tenant.id is missing.');
  const everyone = [...world.conversations.values()].flatMap((one) => one.members);
  const person = everyone.find((one) => one.id === members[0]?.id);
  if (!person) return refused(403, 'BotNotInConversationRoster', 'The user is not known to the bot.');
  const conversation = world.personal(person);
  if (conversation.removed) return refused(403, 'BotBlockedByUser', 'The user has blocked the bot.');
  return { status: 201, body: { id: conversation.id } };
}

function post(world: World, conversation: Conversation, thread: string | undefined, body: Json): Reply {
  if (body['type'] === 'typing') {
    world.typing.set(conversation.id, world.clock.now().getTime());
    return { status: 202, body: {} };
  }
  const wrong = wrongMessage(body);
  if (wrong) return wrong;
  if (conversation.kind === 'channel' && thread !== undefined) {
    if (!conversation.activities.some((one) => one.id === thread)) return unknown();
  }
  const id = world.nextId();
  const root = conversation.kind === 'channel' ? (thread ?? id) : undefined;
  conversation.activities.push({ id, thread: root, from: world.bot, body, edited: false, deleted: false });
  world.typing.delete(conversation.id);
  return { status: 201, body: { id } };
}

function change(activity: Activity, body: Json): Reply {
  const wrong = wrongMessage(body);
  if (wrong) return wrong;
  activity.body = body;
  activity.edited = true;
  return { status: 200, body: { id: activity.id } };
}

function wrongMessage(body: Json): Reply | undefined {
  if (body['type'] !== 'message')
    return badRequest(`Activities of type ${String(body['type'])} are not posted.`);
  const from = body['from'] as { id?: string } | undefined;
  if (!from?.id) return badRequest('from.id is missing.');
  const attachments =
    (body['attachments'] as { contentType?: string; contentUrl?: string; content?: Json }[] | undefined) ??
    [];
  if (attachments.some(({ contentType }) => !contentType))
    return badRequest('An attachment has no contentType.');
  for (const { contentType, content } of attachments) {
    const wrong = contentType === ADAPTIVE ? cardProblem(content ?? {}) : undefined;
    if (wrong) return badRequest(`The card cannot be shown: ${wrong}.`);
  }
  const text = (body['text'] as string | undefined) ?? '';
  if (text.trim() === '' && attachments.length === 0)
    return badRequest('A message without words or attachments.');
  const withoutPictures = JSON.stringify(body).replace(/data:image\/[^"]*/g, '');
  if (withoutPictures.length * 2 > LARGEST) {
    return refused(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const entities = (body['entities'] as { type?: string; citation?: unknown[] }[] | undefined) ?? [];
  const labels = entities.filter(({ type }) => type === 'https://schema.org/Message');
  if (labels.length > 1) return badRequest('There is more than one entity of https://schema.org/Message.');
  if ((labels[0]?.citation?.length ?? 0) > MOST_CITATIONS) return badRequest('There are too many citations.');
  return undefined;
}

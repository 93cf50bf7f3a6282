import { randomUUID } from 'node:crypto';
import { isObject } from '../blocks/findings.ts';
import { Args } from '../web-api/args.ts';
import type { Backend } from '../web-api/backend.ts';
import { Refusal } from '../web-api/refusal.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import type { FakeMessage } from '../workspace/message.ts';
import { botMessage, threadFields } from './bot-message.ts';
import { readContent, requireContent } from './content.ts';
import { applyChange, changeMessage, deleteMessage } from './edit.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses */
const MOST_USES = 5;
const LIVES_MS = 30 * 60_000;

interface ResponseUrl {
  user: string;
  channel: FakeChannel;
  /** The message whose button was pressed; absent for a command. */
  message?: FakeMessage;
  until: number;
  uses: number;
}

type At = Pick<Backend, 'workspace' | 'events'>;

/** URLs by which the app answers an interaction or a command, for a while. */
export class ResponseUrls {
  readonly #known = new Map<string, ResponseUrl>();

  /** Path of a new URL, without a slash at the start. */
  issue({ workspace }: At, kind: 'actions' | 'commands', given: Omit<ResponseUrl, 'until' | 'uses'>): string {
    const path = `${kind}/${workspace.team.id}/${randomUUID()}`;
    this.#known.set(path, { ...given, until: workspace.now() + LIVES_MS, uses: 0 });
    return path;
  }

  /** Uses a URL. Refuses unknown, expired and used-up ones, and content that Slack would not show. */
  use(backend: Backend, path: string, body: unknown): void {
    const url = this.#known.get(path);
    if (!url) throw new Refusal('invalid_url');
    if (backend.workspace.now() > url.until) throw new Refusal('expired_url');
    if (url.uses >= MOST_USES) throw new Refusal('used_url');
    if (!isObject(body)) throw new Refusal('invalid_payload');
    respond(backend, url, body);
    url.uses += 1;
    backend.changes.tell();
  }
}

/** What an app answers to an interaction or a command: a new message, or a change of the one it came from. */
export function respond(
  backend: Backend,
  to: Pick<ResponseUrl, 'user' | 'channel' | 'message'>,
  body: Record<string, unknown>,
): void {
  const args = new Args(body);
  const { channel, message, user } = to;
  if (message && args.flag('delete_original')) {
    if (message.ephemeralTo) message.deleted = true;
    else deleteMessage(backend, channel, message);
    return;
  }
  const content = readContent(backend.workspace, args);
  requireContent(content);
  if (message && args.flag('replace_original')) {
    if (message.ephemeralTo) applyChange(message, content);
    else changeMessage(backend, channel, message, content, backend.workspace.bot.id);
    return;
  }
  const thread = threadFields(channel, args.string('thread_ts'));
  if (args.string('response_type') === 'in_channel') {
    const posted = botMessage(backend, channel, content, thread);
    channel.add(posted);
    backend.events.posted(channel, posted);
    return;
  }
  backend.workspace.addEphemeral(
    user,
    botMessage(backend, channel, content, { ...thread, ephemeralTo: user }),
  );
}

import { randomUUID } from 'node:crypto';
import type { Sent } from '../delivery/events.ts';
import { changeMessage, deleteMessage, forgetFile } from '../rules/edit.ts';
import type { Backend } from '../web-api/backend.ts';
import { react, unreact } from '../web-api/methods/reactions.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import { type FakeFile, fileObject, mimetypeOf } from '../workspace/file.ts';
import type { FakeMessage } from '../workspace/message.ts';
import { richTextBlock } from '../workspace/rich-text.ts';
import { typedText } from '../workspace/text.ts';
import type { FakeUser } from '../workspace/user.ts';
import { channelOf, memberOf, type Ref, userOf } from './who.ts';

/** A message that someone writes. */
export interface Say {
  user: Ref;
  channel: Ref;
  /**
   * What the person types. Escaped as Slack does (& < >), links wrapped; `<@U…>`, `<#C…>` and `<!here>` stand for
   * mentions picked in the composer.
   */
  text?: string;
  /** Instead of `text`: the exact text on the wire, unprocessed. */
  wireText?: string;
  threadTs?: string;
  /** Also shown in the channel (`thread_broadcast`). */
  broadcast?: boolean;
  files?: { name: string; mimetype?: string; content: string | Uint8Array }[];
  /** Such as `me_message`, or `bot_message` for another integration. */
  subtype?: string;
}

export interface Posted extends Sent {
  ts: string;
  channel: string;
}

/** A message, named by where and when. */
export interface At {
  channel: Ref;
  ts: string;
}

/** What people do with messages. An error where a person could not do it. */
export class Talk {
  readonly #backend: Backend;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  say(given: Say): Posted {
    const { workspace, events } = this.#backend;
    const { user, channel } = memberOf(workspace, given.user, given.channel);
    if (given.threadTs !== undefined && !channel.hasThread(given.threadTs)) {
      throw new Error(`No such thread: ${given.threadTs}`);
    }
    const text = given.wireText ?? typedText(workspace, given.text ?? '');
    const message = this.#message(user, channel, text, given);
    channel.add(message);
    for (const file of this.#files(user, channel, message.ts, given)) {
      message.files = [...(message.files ?? []), fileObject(file, this.#backend.base, workspace.team.id)];
    }
    return { ts: message.ts, channel: channel.id, ...events.posted(channel, message) };
  }

  edit(at: At & { user: Ref; text?: string; wireText?: string }): Sent {
    const { workspace } = this.#backend;
    const { channel, message, user } = this.#own(at);
    const text = at.wireText ?? typedText(workspace, at.text ?? '');
    const blocks = text ? [richTextBlock(text, workspace.id('b'))] : [];
    return changeMessage(this.#backend, channel, message, { text, blocks }, user.id);
  }

  delete(at: At & { user: Ref }): Sent {
    const { channel, message } = this.#own(at);
    return deleteMessage(this.#backend, channel, message);
  }

  /** A person deletes a file of theirs, and leaves the message that shared it. */
  deleteFile(at: At & { user: Ref; name: string }): Sent {
    const { message } = this.#own(at);
    const id = message.files?.find(({ name }) => name === at.name)?.id;
    const file = this.#backend.workspace.files.get(String(id));
    if (!file) throw new Error(`The message ${at.ts} has no file ${at.name}`);
    return forgetFile(this.#backend, file);
  }

  /** Slack adds a preview of a link: `message_changed`, though nobody edited anything. */
  unfurl(at: At & { title: string }): Sent {
    const channel = channelOf(this.#backend.workspace, at.channel);
    const attachment = { id: 1, title: at.title, title_link: 'https://example.com/', fallback: at.title };
    return changeMessage(this.#backend, channel, live(channel, at.ts), { attachments: [attachment] });
  }

  react(at: At & { user: Ref; name: string; on: boolean }): Sent {
    const { user, channel } = memberOf(this.#backend.workspace, at.user, at.channel);
    const act = at.on ? react : unreact;
    const sent = act(this.#backend, channel, live(channel, at.ts), user.id, at.name);
    if (!sent) throw new Error(`${user.name} has ${at.on ? 'already' : 'not'} reacted with ${at.name}`);
    return sent;
  }

  #own(at: At & { user: Ref }) {
    const user = userOf(this.#backend.workspace, at.user);
    const channel = channelOf(this.#backend.workspace, at.channel);
    const message = live(channel, at.ts);
    if (message.user !== user.id) throw new Error(`The message ${at.ts} is not by ${user.name}`);
    return { user, channel, message };
  }

  #message(user: FakeUser, channel: FakeChannel, text: string, given: Say): FakeMessage {
    const { workspace } = this.#backend;
    const parent = given.threadTs === undefined ? undefined : channel.find(given.threadTs);
    const subtype =
      given.subtype ??
      (given.broadcast ? 'thread_broadcast' : given.files?.length ? 'file_share' : undefined);
    return {
      ...(subtype !== undefined && { subtype }),
      ...(!user.isBot && { client_msg_id: randomUUID() }),
      user: user.id,
      ts: workspace.nextTs(),
      channel: channel.id,
      text,
      team: workspace.team.id,
      ...(given.threadTs !== undefined && { thread_ts: given.threadTs }),
      ...(parent && { parent_user_id: parent.user }),
      ...(text !== '' && { blocks: [richTextBlock(text, workspace.id('b'))] }),
      ...(user.botId !== undefined && { bot_id: user.botId }),
      ...(user.appId !== undefined && { app_id: user.appId }),
      reactions: [],
      deleted: false,
    };
  }

  #files(user: FakeUser, channel: FakeChannel, ts: string, given: Say): FakeFile[] {
    const { workspace } = this.#backend;
    return (given.files ?? []).map((each) => {
      const file: FakeFile = {
        id: workspace.id('F'),
        name: each.name,
        title: each.name,
        mimetype: each.mimetype ?? mimetypeOf(each.name),
        user: user.id,
        content: typeof each.content === 'string' ? Buffer.from(each.content) : each.content,
        created: workspace.now(),
        shares: [{ channel: channel.id, ts }],
        complete: true,
      };
      workspace.files.set(file.id, file);
      return file;
    });
  }
}

function live(channel: FakeChannel, ts: string): FakeMessage {
  const message = channel.find(ts);
  if (!message) throw new Error(`No such message: ${ts}`);
  return message;
}

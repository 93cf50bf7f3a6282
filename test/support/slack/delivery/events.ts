import { randomUUID } from 'node:crypto';
import type { ChannelKind, FakeChannel } from '../workspace/channel.ts';
import { type FakeMessage, messageObject } from '../workspace/message.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Delivery } from './delivery.ts';
import type { EventQueue } from './event-queue.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What an act of the workspace sent to the app. */
export interface Sent {
  eventIds: string[];
  /** Resolves when the first attempt of each has ended. Never rejects. */
  delivered: Promise<Delivery[]>;
}

type Event = Record<string, unknown> & { type: string };

const MESSAGE_EVENT: Record<ChannelKind, string> = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
};

/** Tells the app what happened, where it is a member and has subscribed. */
export class Events {
  readonly #workspace: Workspace;
  readonly #subscriptions: Subscriptions;
  readonly #queue: EventQueue;

  constructor(workspace: Workspace, subscriptions: Subscriptions, queue: EventQueue) {
    this.#workspace = workspace;
    this.#subscriptions = subscriptions;
    this.#queue = queue;
  }

  /** A new message; one that mentions the bot is told twice, by two events with ids of their own. */
  posted(channel: FakeChannel, message: FakeMessage): Sent {
    const { bot } = this.#workspace;
    const shown: Record<string, unknown> = {
      ...messageObject(message),
      channel: channel.id,
      event_ts: message.ts,
    };
    const sent = [this.#message(channel, shown)];
    // Mentions in direct messages come as messages only: https://docs.slack.dev/reference/events/app_mention
    const mentioned =
      channel.kind !== 'im' && message.text.includes(`<@${bot.id}>`) && message.user !== bot.id;
    if (mentioned && !/_(?:join|leave)$/.test(message.subtype ?? '')) {
      const { subtype: _subtype, ...rest } = shown;
      sent.push(this.inChannel('app_mention', channel, { ...rest, type: 'app_mention' }));
    }
    return joined(sent);
  }

  /** A message changed, from how it was to how it is. */
  changed(channel: FakeChannel, previous: Record<string, unknown>, message: Record<string, unknown>): Sent {
    return this.#hidden(channel, 'message_changed', { message, previous_message: previous });
  }

  /** A message is gone. */
  deleted(channel: FakeChannel, previous: Record<string, unknown>): Sent {
    return this.#hidden(channel, 'message_deleted', { previous_message: previous, deleted_ts: previous.ts });
  }

  /** An event of a channel: it reaches the app only where its bot is a member. */
  inChannel(name: string, channel: FakeChannel, event: Event): Sent {
    if (!channel.members.has(this.#workspace.bot.id)) return NOTHING;
    return this.event(name, event);
  }

  /** Any event the app may have subscribed to. */
  event(name: string, event: Event): Sent {
    if (!this.#subscriptions.has(name)) return NOTHING;
    const id = this.#workspace.id('Ev');
    return {
      eventIds: [id],
      delivered: this.#queue.send(id, this.#envelope(id, event)).then((each) => [each]),
    };
  }

  #hidden(channel: FakeChannel, subtype: string, rest: Record<string, unknown>): Sent {
    const ts = this.#workspace.nextTs();
    return this.#message(channel, {
      type: 'message',
      subtype,
      ...rest,
      channel: channel.id,
      hidden: true,
      ts,
      event_ts: ts,
    });
  }

  #message(channel: FakeChannel, event: Record<string, unknown>): Sent {
    const whole = { ...event, type: 'message', channel_type: channel.kind };
    return this.inChannel(MESSAGE_EVENT[channel.kind], channel, whole);
  }

  /** https://docs.slack.dev/apis/events-api/#event-type-structure */
  #envelope(id: string, event: Event): Record<string, unknown> {
    const { team, app, bot } = this.#workspace;
    return {
      token: app.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: id,
      event_time: Math.floor(this.#workspace.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: bot.id,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomUUID()}`,
    };
  }
}

const NOTHING: Sent = { eventIds: [], delivered: Promise.resolve([]) };

/** Several sendings as one. */
export function joined(sent: Sent[]): Sent {
  return {
    eventIds: sent.flatMap((each) => each.eventIds),
    delivered: Promise.all(sent.map((each) => each.delivered)).then((lists) => lists.flat()),
  };
}

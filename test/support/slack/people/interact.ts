import { isObject, type Json } from '../blocks/findings.ts';
import type { Delivery, Parcel, Transport } from '../delivery/delivery.ts';
import { respond } from '../rules/response-urls.ts';
import type { Backend } from '../web-api/backend.ts';
import type { FakeChannel } from '../workspace/channel.ts';
import { type FakeMessage, messageObject } from '../workspace/message.ts';
import type { FakeUser } from '../workspace/user.ts';
import { actionObject, findElement } from './find-element.ts';
import { channelOf, memberOf, type Ref, userOf } from './who.ts';

/** A payload is given to `alter` before it is sent, so that a test can send what Slack never would. */
interface Alterable {
  alter?: (payload: Json) => void;
}

export interface Click extends Alterable {
  user: Ref;
  channel: Ref;
  ts: string;
  actionId: string;
  /** Of several elements with the action id, the one with this value. Of a select: the option to take. */
  value?: string;
  /** From a client that is behind: the person may have left, the message may have changed or be gone. */
  stale?: boolean;
}

export interface Command extends Alterable {
  user: Ref;
  channel: Ref;
  /** With its slash. */
  command: string;
  text?: string;
}

export interface Shortcut extends Alterable {
  user: Ref;
  callbackId: string;
  /** The message it was chosen on; absent for a global shortcut. */
  on?: { channel: Ref; ts: string };
}

/** What people do that Slack sends at once and once only. */
export class Interact {
  readonly #backend: Backend;
  readonly #transport: Transport;

  constructor(backend: Backend, transport: Transport) {
    this.#backend = backend;
    this.#transport = transport;
  }

  /** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
  async click(given: Click): Promise<Delivery> {
    const { workspace } = this.#backend;
    const user = userOf(workspace, given.user);
    const channel = channelOf(workspace, given.channel);
    if (!given.stale) memberOf(workspace, user, channel);
    const message = this.#shownTo(user, channel, given.ts, given.stale === true);
    const found = findElement(message, given.actionId, given.value, given.stale === true);
    if (!found)
      throw new Error(`No element ${given.actionId} (${given.value ?? 'any value'}) in message ${given.ts}`);
    const ephemeral = message.ephemeralTo !== undefined;
    return this.#interaction(given, user, 'block_actions', {
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
      },
      channel: { id: channel.id, name: shownName(channel) },
      ...(!ephemeral && { message: messageObject(message, true) }),
      state: { values: {} },
      response_url: this.#responseUrl('actions', user, channel, message),
      actions: [actionObject(found, given.value, workspace.nextTs())],
    });
  }

  /** https://docs.slack.dev/interactivity/implementing-slash-commands */
  async command(given: Command): Promise<Delivery> {
    const { workspace } = this.#backend;
    const { user, channel } = memberOf(workspace, given.user, given.channel);
    const body: Json = {
      token: workspace.app.verificationToken,
      team_id: workspace.team.id,
      team_domain: workspace.team.domain,
      channel_id: channel.id,
      channel_name: shownName(channel),
      user_id: user.id,
      user_name: user.name,
      command: given.command,
      text: given.text ?? '',
      api_app_id: workspace.app.id,
      is_enterprise_install: 'false',
      response_url: this.#responseUrl('commands', user, channel),
      trigger_id: this.#backend.triggers.issue(user.id),
    };
    const delivery = await this.#send('slash_commands', body, given);
    const { answer } = delivery;
    const content = typeof answer === 'string' ? { text: answer } : answer;
    if (isObject(content)) respond(this.#backend, { user: user.id, channel }, content);
    this.#backend.changes.tell();
    return delivery;
  }

  /** https://docs.slack.dev/interactivity/implementing-shortcuts */
  async shortcut(given: Shortcut): Promise<Delivery> {
    const { workspace } = this.#backend;
    const user = userOf(workspace, given.user);
    const common = { callback_id: given.callbackId, action_ts: workspace.nextTs() };
    if (!given.on) return this.#interaction(given, user, 'shortcut', common);
    const { channel } = memberOf(workspace, user, given.on.channel);
    const message = this.#shownTo(user, channel, given.on.ts, false);
    return this.#interaction(given, user, 'message_action', {
      ...common,
      channel: { id: channel.id, name: shownName(channel) },
      message_ts: message.ts,
      message: messageObject(message, true),
      response_url: this.#responseUrl('actions', user, channel, message),
    });
  }

  /** Sends a payload of the kind that all interactions share. */
  async #interaction(given: Alterable, user: FakeUser, type: string, rest: Json): Promise<Delivery> {
    return this.#send('interactive', this.payload(user, type, rest), given);
  }

  /** What every interaction says of the person, the workspace and the app. */
  payload(user: FakeUser, type: string, rest: Json): Json {
    const { team, app } = this.#backend.workspace;
    return {
      type,
      user: { id: user.id, username: user.name, name: user.name, team_id: team.id },
      api_app_id: app.id,
      token: app.verificationToken,
      trigger_id: this.#backend.triggers.issue(user.id),
      team: { id: team.id, domain: team.domain },
      enterprise: null,
      is_enterprise_install: false,
      ...rest,
    };
  }

  /** Sends a finished payload. */
  async send(body: Json, given: Alterable = {}): Promise<Delivery> {
    return this.#send('interactive', body, given);
  }

  async #send(kind: Parcel['kind'], body: Json, { alter }: Alterable): Promise<Delivery> {
    alter?.(body);
    const started = performance.now();
    const id = String(body.trigger_id);
    const { acknowledged, reason, answer } = await this.#transport.send({ id, kind, body });
    const ms = performance.now() - started;
    return {
      id,
      acknowledged,
      attempt: 0,
      ms,
      ...(reason && { reason }),
      ...(answer !== undefined && { answer }),
    };
  }

  #shownTo(user: FakeUser, channel: FakeChannel, ts: string, stale: boolean): FakeMessage {
    const inChannel = stale ? channel.evenDeleted(ts) : channel.find(ts);
    const message =
      inChannel ?? this.#backend.workspace.ephemerals.get(user.id)?.find((each) => each.ts === ts);
    if (!message || (message.deleted && !stale)) throw new Error(`${user.name} sees no message ${ts}`);
    return message;
  }

  #responseUrl(
    kind: 'actions' | 'commands',
    user: FakeUser,
    channel: FakeChannel,
    message?: FakeMessage,
  ): string {
    const to = { user: user.id, channel, ...(message && { message }) };
    return `${this.#backend.base}hooks/${this.#backend.responseUrls.issue(this.#backend, kind, to)}`;
  }
}

/** Names of private places are not told. */
function shownName(channel: FakeChannel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'channel' ? channel.name : 'privategroup';
}

import { assemble, type Parts } from './assemble.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Sent } from './delivery/events.ts';
import type { RawAnswer, SignedRequest } from './delivery/http-transport.ts';
import type { SocketTransport } from './delivery/socket-transport.ts';
import type { FakeSlackOptions } from './options.ts';
import type { Click, Command, Shortcut } from './people/interact.ts';
import type { Submit, Submitted } from './people/modals.ts';
import type { At, Posted, Say } from './people/talk.ts';
import { channelOf, idOf, type Ref, userOf } from './people/who.ts';
import { joinChannel, leaveChannel } from './rules/membership.ts';
import type { Fault } from './web-api/faults.ts';
import type { Gate, GatePlace } from './web-api/gates.ts';
import type { Call } from './web-api/journal.ts';
import type { OpenView } from './web-api/methods/views.ts';
import { SlackServer } from './web-api/server.ts';
import type { FakeChannel } from './workspace/channel.ts';
import type { FakeMessage } from './workspace/message.ts';
import type { FakeUser } from './workspace/user.ts';
import type { Workspace } from './workspace/workspace.ts';

/**
 * A Slack workspace on loopback with one app installed, for the real SDKs to connect to: pass `apiUrl` as `slackApiUrl`,
 * and `botToken`, `appToken`, `signingSecret` as they are. It holds what Slack would hold and refuses what Slack refuses.
 *
 * Acts of people resolve when the workspace has changed; what the app received is in `delivered`. An act that a person
 * could not do (a channel they are not in, a button that is not there) is an error of the test, and throws.
 */
export class FakeSlack {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly workspace: Workspace;
  readonly #parts: Parts;

  constructor(server: SlackServer, options: FakeSlackOptions) {
    this.#parts = assemble(server, options);
    this.signingSecret = this.#parts.signingSecret;
    this.botToken = this.#parts.tokens.bot;
    this.appToken = this.#parts.tokens.app;
    this.workspace = this.#parts.backend.workspace;
  }

  get apiUrl(): string {
    return `${this.#parts.server.base}api/`;
  }

  get botUserId(): string {
    return this.workspace.bot.id;
  }

  get botId(): string {
    return this.workspace.bot.botId;
  }

  get appId(): string {
    return this.workspace.app.id;
  }

  get teamId(): string {
    return this.workspace.team.id;
  }

  /** Scopes of the bot token; changing the set takes effect at once. */
  get scopes(): Set<string> {
    return this.#parts.backend.scopes;
  }

  /** Journal of the app's calls to the Web API, oldest first. */
  get calls(): Call[] {
    return this.#parts.api.calls;
  }

  /** The app's WebSockets: `connected(n)`, `open`, `refresh(reason)`, `drop()`, `sendText(raw)`. */
  get sockets(): SocketTransport {
    return this.#parts.link.sockets;
  }

  addUser(user: Partial<Omit<FakeUser, 'id'>> & { name: string }): FakeUser {
    return this.workspace.addUser(user);
  }

  /** A channel as it is when the story begins: no events. The bot is a member unless `withoutBot`. */
  addChannel(given: {
    name: string;
    isPrivate?: boolean;
    members?: Ref[];
    withoutBot?: boolean;
  }): FakeChannel {
    const members = (given.members ?? []).map(idOf);
    if (!given.withoutBot) members.push(this.botUserId);
    return this.workspace.addChannel(given.isPrivate ? 'group' : 'channel', given.name, members);
  }

  join(channel: Ref, user: Ref): Sent {
    return joinChannel(
      this.#parts.backend,
      channelOf(this.workspace, channel),
      userOf(this.workspace, user).id,
    );
  }

  leave(channel: Ref, user: Ref): Sent {
    return leaveChannel(
      this.#parts.backend,
      channelOf(this.workspace, channel),
      userOf(this.workspace, user).id,
    );
  }

  archive(channel: Ref): void {
    channelOf(this.workspace, channel).archived = true;
  }

  /** The direct messages between a person and the app. */
  async openDm(user: Ref): Promise<string> {
    return this.workspace.directWithBot(userOf(this.workspace, user).id).id;
  }

  async say(given: Say): Promise<Posted> {
    return this.#parts.talk.say(given);
  }

  async editMessage(given: At & { user: Ref; text?: string; wireText?: string }): Promise<Sent> {
    return this.#parts.talk.edit(given);
  }

  /** One with replies leaves a tombstone: the app gets `message_changed`, not `message_deleted`. */
  async deleteMessage(given: At & { user: Ref }): Promise<Sent> {
    return this.#parts.talk.delete(given);
  }

  /** The message that shared it stays, and says in its place that it was deleted. */
  async deleteFile(given: At & { user: Ref; name: string }): Promise<Sent> {
    return this.#parts.talk.deleteFile(given);
  }

  /** Slack itself adds a preview of a link: `message_changed` without an edit. */
  async unfurl(given: At & { title: string }): Promise<Sent> {
    return this.#parts.talk.unfurl(given);
  }

  async react(given: At & { user: Ref; name: string }): Promise<Sent> {
    return this.#parts.talk.react({ ...given, on: true });
  }

  async unreact(given: At & { user: Ref; name: string }): Promise<Sent> {
    return this.#parts.talk.react({ ...given, on: false });
  }

  /** Presses a button or picks an option on a message of the app's. Resolves when the app has acknowledged, or not. */
  click(given: Click): Promise<Delivery> {
    return this.#parts.interact.click(given);
  }

  command(given: Command): Promise<Delivery> {
    return this.#parts.interact.command(given);
  }

  /** A message shortcut with `on`, else a global one. */
  shortcut(given: Shortcut): Promise<Delivery> {
    return this.#parts.interact.shortcut(given);
  }

  /** The modal that a person sees. */
  modal(user: Ref): OpenView | undefined {
    return this.#parts.backend.views.top(idOf(user));
  }

  /** Fills in and sends the modal that a person sees. */
  submit(given: Submit): Promise<Submitted> {
    return this.#parts.modals.submit(given);
  }

  /** Closes the modal that a person sees; undefined where the app did not ask to be told. */
  dismiss(user: Ref): Promise<Delivery | undefined> {
    return this.#parts.modals.dismiss(user);
  }

  /** Sets the app's request URL. Rejects where the app does not answer the challenge. */
  connectHttp(url: string): Promise<void> {
    return this.#parts.link.connectHttp(url);
  }

  /** Posts anything to the request URL, signed unless `signature` says otherwise. Rejects where it is out of reach. */
  sendRaw(request: SignedRequest): Promise<RawAnswer> {
    return this.#parts.link.http.post(request);
  }

  redeliver(eventId: string): Promise<Delivery> {
    return this.#parts.queue.redeliver(eventId);
  }

  /** Sends all events again that were never acknowledged. */
  redeliverPending(): Promise<Delivery[]> {
    return this.#parts.queue.redeliverPending();
  }

  /** Ids of events that were never acknowledged and are not under way. */
  pendingEvents(): string[] {
    return this.#parts.queue.pending();
  }

  /** How often an event was sent to the app. */
  attempts(eventId: string): number {
    return this.#parts.queue.attempts(eventId);
  }

  /** Resolves when no event is under way to the app. */
  settled(): Promise<void> {
    return this.#parts.queue.idle();
  }

  /**
   * Resolves with what `probe` gives as soon as that is neither undefined nor false; looked at now, and after each call of
   * the app. For waiting until the app has done something.
   */
  until<T>(probe: () => T | undefined | false): Promise<T> {
    return this.#parts.backend.changes.until(probe);
  }

  /** Live messages of a channel outside threads, oldest first; with `all`, everything ever posted, deleted ones too. */
  history(channel: Ref, view: 'live' | 'all' = 'live'): FakeMessage[] {
    const found = channelOf(this.workspace, channel);
    return view === 'all' ? found.all : found.top();
  }

  /** A thread's first message, where it lives, and its live replies, oldest first. */
  thread(channel: Ref, ts: string): FakeMessage[] {
    const found = channelOf(this.workspace, channel);
    const first = found.find(ts);
    return [...(first ? [first] : []), ...found.replies(ts)];
  }

  /** Ephemeral messages that a person has been shown and that are still there. */
  ephemerals(user: Ref): FakeMessage[] {
    return (this.workspace.ephemerals.get(idOf(user)) ?? []).filter((message) => !message.deleted);
  }

  /** The assistant's status under a thread; undefined where none shows. */
  status(channel: Ref, threadTs: string): { status: string; loadingMessages: string[] } | undefined {
    return this.workspace.statuses.get(`${idOf(channel)}:${threadTs}`);
  }

  /** Makes the next calls of a method fail, of those that `when` holds for. */
  failNext(
    method: string,
    fault: Fault,
    options: { times?: number; when?: (call: Call) => boolean } = {},
  ): void {
    this.#parts.api.faults.plan(method, fault, options.times ?? 1, options.when ?? (() => true));
  }

  clearFaults(): void {
    this.#parts.api.faults.clear();
  }

  /** Holds calls of a method before they are applied (default), or when they are applied but not answered yet. */
  gate(method: string, options: { place?: GatePlace; when?: (call: Call) => boolean } = {}): Gate {
    return this.#parts.api.gates.add(method, options.place ?? 'before', options.when ?? (() => true));
  }

  /** The app was removed: every token is refused with `token_revoked`. */
  uninstall(): void {
    this.#parts.tokens.revoked = true;
    this.sockets.drop();
  }

  async stop(): Promise<void> {
    this.#parts.queue.stop();
    this.#parts.api.gates.releaseAll();
    this.#parts.link.close();
    await this.#parts.server.close();
  }
}

/** Starts a workspace of its own on loopback. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  return new FakeSlack(await SlackServer.listen(options.port ?? 0), options);
}

export type {
  Call,
  Click,
  Command,
  Delivery,
  FakeChannel,
  FakeMessage,
  FakeSlackOptions,
  FakeUser,
  Fault,
  Gate,
  OpenView,
  Posted,
  Say,
  Sent,
};

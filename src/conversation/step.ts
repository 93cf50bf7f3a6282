import type { Marking } from '../channels/adapter.ts';
import type { Button, Content, Mention, TextContent } from '../channels/content.ts';
import type { Person, PostRef, ThreadRef } from '../channels/refs.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { TextKey } from '../platform/texts.ts';
import { type Conversation, RECENT_MESSAGES, RECENT_STEP, RECENT_TEXT_LIMIT } from './conversation.ts';
import type { Carried, Effect, Lane } from './effects.ts';
import type { ConversationEvent, Facts } from './facts.ts';
import { fenced } from './fenced.ts';
import type { Message, Relay, Role } from './message.ts';
import { ownLanguage } from './own-language.ts';
import { withSummarised } from './summary.ts';

/** Buttons that are shown outside the card. */
type DeskButtonId = 'keep' | 'snooze' | 'release' | 'undo' | 'send_note' | 'retry';

/** What a message of a transition is made from; the rest follows from the step. */
interface Said {
  role: Role;
  author?: Person;
  text: string;
  internal?: boolean;
  at?: string;
  files?: Message['files'];
  sources?: Message['sources'];
  post?: PostRef;
  relay?: Relay | null;
}

interface PostOptions {
  guard?: boolean;
  about?: string;
  waitMs?: number;
  carries?: Carried;
}

/**
 * One transition being computed: the state so far and the effects so far. Handlers call its methods; nothing outside
 * the step changes, so computing it twice gives the same.
 */
export class Step {
  state: Conversation;
  readonly effects: Effect[] = [];
  /** True: the event must wait until an answer in flight has arrived; nothing else may be in the step. */
  deferred = false;
  readonly facts: Facts;
  readonly event: ConversationEvent;

  constructor(state: Conversation, event: ConversationEvent, facts: Facts) {
    this.state = state;
    this.event = event;
    this.facts = facts;
  }

  /** Changes part of the state. */
  set(change: Partial<Conversation>): void {
    this.state = { ...this.state, ...change };
  }

  /** Adds a message to the record and gives its number. */
  record(said: Said): number {
    const seq = this.state.seq + 1;
    const message: Message = {
      conversationId: this.state.id,
      seq,
      role: said.role,
      author: said.author ?? null,
      text: said.text,
      internal: said.internal ?? false,
      at: said.at ?? this.facts.now.toISOString(),
      files: said.files ?? [],
      sources: said.sources ?? [],
      post: said.post ?? null,
      relay: said.relay ?? null,
      edits: [],
      deletedAt: null,
      cause: this.event.id,
    };
    this.effects.push({ do: 'record', message });
    this.set({ seq });
    if (!message.internal) this.remember(message);
    return seq;
  }

  /**
   * Adds a message to what is known of the conversation. Old ones go into the summary many at a time, so that what a model is
   * told begins alike for long.
   */
  remember({ seq, role, author, text, sources }: Message): void {
    const latest = {
      seq,
      role,
      name: author?.name ?? '',
      ...(author ? { by: author.id } : {}),
      text: text.slice(0, RECENT_TEXT_LIMIT),
      sources,
    };
    const recent = [...this.state.recent, latest];
    if (recent.length < RECENT_MESSAGES + RECENT_STEP) return this.set({ recent });
    const summary = withSummarised(this.state.summary, recent.slice(0, RECENT_STEP));
    this.set({ recent: recent.slice(RECENT_STEP), summary });
  }

  /**
   * Posts to the customer's thread, or to the card's thread. `guard`: only under the present ownership epoch; `about`: the
   * escalation whose card is meant, else that of now; `waitMs`: not earlier. Gives what carried it; null where there is no
   * card.
   */
  post(lane: Lane, content: Content, options: PostOptions = {}): Relay | null {
    const { guard: guarded, about, waitMs = 0, carries } = options;
    const guard = guarded ? this.state.epoch : null;
    const latest = about ?? (this.state.episode ?? this.state.lastEpisode)?.id;
    const escalationId = lane === 'desk' ? latest : null;
    if (escalationId === undefined) return null;
    const order = this.nextOrder();
    const more = {
      ...(carries ? { carries } : {}),
      ...(waitMs > 0 ? { notBefore: new Date(this.facts.now.getTime() + waitMs).toISOString() } : {}),
    };
    this.effects.push({ do: 'post', lane, order, content, guard, escalationId, ...more });
    return { lane, order, escalationId };
  }

  /** Replaces a message of the record, and what is remembered of it. */
  amend(message: Message): void {
    this.effects.push({ do: 'amend', message });
    const recent = this.state.recent.flatMap((one) => {
      if (one.seq !== message.seq) return [one];
      return message.deletedAt || message.internal
        ? []
        : [{ ...one, text: message.text.slice(0, RECENT_TEXT_LIMIT) }];
    });
    this.set({ recent });
  }

  /** Brings what an earlier post said up to date; null takes it away. `guard`: only under the present ownership epoch. */
  mirror(
    relay: Relay,
    content: TextContent | null,
    { guard: guarded, carries }: { guard?: boolean; carries?: Carried } = {},
  ): void {
    const guard = guarded ? this.state.epoch : null;
    const order = this.nextOrder();
    this.effects.push({ do: 'mirror', relay, order, content, guard, ...(carries ? { carries } : {}) });
  }

  /** Marks an agent's message at the desk. `aside`: what is told to its author where the desk has but signs for marks. */
  mark(
    post: PostRef,
    marking: Marking,
    aside: { personId: string; content: TextContent } | null = null,
  ): void {
    this.effects.push({ do: 'mark', order: this.nextOrder(), post, marking, aside });
  }

  /** Sends again what could not be delivered of an earlier order; `press` tells one wish from another. */
  retry(of: number, press: string): void {
    this.effects.push({ do: 'retry', of, order: this.nextOrder(), press });
  }

  /** Says something of the system's own to the customer, and records it. */
  tellCustomer(key: TextKey, params: Record<string, string> = {}, buttons: Button[] = []): void {
    this.tellCustomerText(this.sayToCustomer(key, params), buttons);
  }

  /** The language that the customer is addressed in, where there is one of their own; else English. */
  customerLanguage(): string {
    return ownLanguage(this.state, this.facts.settings, this.facts.account) ?? 'en';
  }

  /** Notes that an agent has, or no longer has, an escalation: of those they can hold, one. */
  seat(agent: Person, escalationId: string, taken: boolean): void {
    this.effects.push({ do: 'seat', agent, escalationId, taken, at: this.facts.now.toISOString() });
  }

  /** A text in the customer's language, as far as it is known and there are words in it. */
  sayToCustomer(key: TextKey, params: Record<string, string> = {}): string {
    const language = ownLanguage(this.state, this.facts.settings, this.facts.account);
    return this.facts.texts.say(key, params, ...(language === undefined ? [] : [language]));
  }

  /** The same with a text that is put together already. */
  tellCustomerText(text: string, buttons: Button[] = []): void {
    this.record({ role: 'system', text });
    this.post('customer', { kind: 'text', text, tone: 'system', buttons });
  }

  /**
   * Says something of the system's own in the card's thread; not part of the record. `mentions`: who is to notice; `about`:
   * the escalation whose card is meant, else that of now.
   */
  tellDesk(
    key: TextKey,
    params: Record<string, string> = {},
    mentions: readonly Mention[] = [],
    about?: string,
  ): void {
    const named = mentions.map(({ id, name }) => ({ id, name }));
    const text = this.facts.texts.say(key, params);
    const content: TextContent = {
      kind: 'text',
      text,
      tone: 'system',
      ...(named.length > 0 ? { mentions: named } : {}),
    };
    this.post('desk', content, about === undefined ? {} : { about });
  }

  /** Says something in the desk's channel, outside any card. */
  announce(key: TextKey, params: Record<string, string> = {}): void {
    const content: TextContent = { kind: 'text', text: this.facts.texts.say(key, params), tone: 'system' };
    const order = this.nextOrder();
    this.effects.push({ do: 'post', lane: 'desk', order, content, guard: null, escalationId: null });
  }

  /** Tells one person something that nobody else sees. `theirs`: words of their own that are given back to them. */
  whisper(
    lane: Lane,
    personId: string,
    key: TextKey,
    params: Record<string, string> = {},
    { buttons = [] as Button[], theirs = '' } = {},
  ): void {
    const say = lane === 'customer' ? this.sayToCustomer(key, params) : this.facts.texts.say(key, params);
    const text = theirs.trim() === '' ? say : `${say}\n\n${fenced(theirs)}`;
    const content: TextContent = {
      kind: 'text',
      text,
      tone: 'system',
      ...(buttons.length > 0 ? { buttons } : {}),
    };
    const thread = whereAsked(this.event) ?? this.state.thread;
    const order = this.nextOrder();
    this.effects.push({ do: 'whisper', lane, order, thread, personId, content, escalationId: null });
  }

  /** Tells one person something in the thread of a card. */
  whisperInThread(personId: string, content: TextContent, escalationId: string): void {
    const { thread } = this.state;
    const order = this.nextOrder();
    this.effects.push({ do: 'whisper', lane: 'desk', order, thread, personId, content, escalationId });
  }

  /** Stores the escalation and brings its card up to date. */
  showCard(escalation: Escalation): void {
    this.effects.push({ do: 'escalation', escalation });
    this.effects.push({ do: 'card', order: this.nextOrder(), escalation });
  }

  /** Posts the record so far into the card's thread. */
  showTranscript(escalationId: string): void {
    this.effects.push({ do: 'transcript', order: this.nextOrder(), escalationId, upTo: this.state.seq });
  }

  /** Asks to be woken later. */
  wakeLater(name: string, about: string, inMs: number): void {
    const at = new Date(this.facts.now.getTime() + inMs).toISOString();
    this.effects.push({ do: 'timer', id: `${about}:${name}`, at, name, about });
  }

  cancelTimer(name: string, about: string): void {
    this.effects.push({ do: 'cancel_timer', id: `${about}:${name}` });
  }

  /** A button for the customer, with its words. */
  button(id: string, key: TextKey, value: string, style?: Button['style']): Button {
    return { id, label: this.sayToCustomer(key), value, ...(style ? { style } : {}) };
  }

  /** A button for the desk. */
  deskButton(id: DeskButtonId, value: string, more: Pick<Button, 'style' | 'settles'> = {}): Button {
    return { id, label: this.facts.texts.say(`button.${id}`), value, ...more };
  }

  private nextOrder(): number {
    const order = this.state.posts + 1;
    this.set({ posts: order });
    return order;
  }
}

/** Where the person of the event sees what only they should see. */
function whereAsked(event: ConversationEvent): ThreadRef | undefined {
  if (!('thread' in event)) return undefined;
  if (event.kind !== 'customer.command' || event.channel === event.thread.channel) return event.thread;
  return { ...event.thread, channel: event.channel, thread: null };
}

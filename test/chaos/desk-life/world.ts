import type { Content, TextContent } from '../../../src/channels/content.ts';
import type { Person } from '../../../src/channels/refs.ts';
import { type Conversation, newConversation } from '../../../src/conversation/conversation.ts';
import type { Effect, Lane } from '../../../src/conversation/effects.ts';
import type { ConversationEvent, Facts } from '../../../src/conversation/facts.ts';
import type { Message } from '../../../src/conversation/message.ts';
import type { Reply } from '../../../src/conversation/reply.ts';
import { transition } from '../../../src/conversation/transition.ts';
import type { Escalation } from '../../../src/escalation/escalation.ts';
import { customerThread } from '../../support/events.ts';
import { factsFor } from '../../support/facts.ts';

/** What is to be posted, or to be made of what was posted under an earlier order. */
export interface Item {
  order: number;
  /** The order of the post that it changes; its own where it is new. */
  of: number;
  lane: Lane;
  content: Content | null;
  guard: number | null;
  /** The record up to here is in it. */
  upTo: number;
}

/** What stands on the platform, by the order under which it was posted. */
export type Shown = Map<number, { lane: Lane; content: Content; upTo: number }>;

const START = Date.parse('2026-01-05T10:00:00.000Z');
const CAPACITY = 2;
/** How long an answer may take. */
const REPLY_MS = 60_000;

/** One conversation with its edges, all in memory: an inbox, two lanes to the platform, timers, agents. Time stands still until told. */
export class World {
  state: Conversation = newConversation(customerThread);
  now = START;
  readonly inbox: ConversationEvent[] = [];
  readonly lanes: Record<Lane, Item[]> = { customer: [], desk: [] };
  /** The post on its way to the customer. */
  inFlight: Item | null = null;
  readonly shown: Shown = new Map();
  readonly record: Message[] = [];
  readonly timers = new Map<string, { at: number; name: string; about: string }>();
  readonly seats = new Map<string, Set<string>>();
  /** What agents hold in other conversations. */
  readonly elsewhere = new Map<string, number>();
  readonly members = new Set<string>();
  readonly escalations = new Map<string, Escalation>();
  /** Words of the assistant that arrived while an agent spoke for us. */
  readonly tooLate: string[] = [];
  /** Carries effects out once more from the beginning, as after a crash, whenever this says so. */
  crashes: () => boolean = () => false;
  private readonly agents: readonly Person[];
  private readonly settings: Facts['settings'];

  /** `hours`: when the desk is there; none for always. */
  constructor(agents: readonly Person[], hours: Facts['settings']['desk']['hours'] = {}) {
    this.agents = agents;
    const { settings } = factsFor({ kind: 'timer', id: '', at: '', name: '', about: '' });
    this.settings = { ...settings, desk: { ...settings.desk, hours } };
    for (const { id } of agents) this.members.add(id);
  }

  /** Hands an event in, and works off what can be. */
  accept(event: ConversationEvent): void {
    this.inbox.push(event);
    this.work();
  }

  work(): void {
    for (let event = this.inbox[0]; event; event = this.inbox[0]) {
      const facts = this.factsOf(event);
      const before = this.state;
      const next = transition(before, event, facts);
      if (next.deferred) {
        if (!facts.answerInFlight) throw new Error('waits for an answer that is not on its way');
        return;
      }
      this.inbox.shift();
      this.state = next.state;
      // A process that dies in the middle leaves the rest to another, which does it all again.
      if (this.crashes()) this.carryOut(next.effects.slice(0, Math.ceil(next.effects.length / 2)));
      this.carryOut(next.effects);
    }
  }

  /** The next post of the customer's lane leaves; a word of the assistant under an older epoch does not. */
  send(): void {
    const item = this.inFlight ? undefined : this.lanes.customer.shift();
    if (!item || (item.guard !== null && item.guard !== this.state.epoch)) return;
    this.inFlight = item;
  }

  /** What is on its way arrives. */
  arrive(): void {
    const item = this.inFlight;
    this.inFlight = null;
    if (item) this.show(item);
    this.work();
  }

  /** Everything that waits is delivered. */
  deliverAll(): void {
    this.arrive();
    while (this.lanes.customer.length > 0) {
      this.send();
      this.arrive();
    }
    for (const item of this.lanes.desk.splice(0)) this.show(item);
  }

  /** Time passes; timers that are due fire in their order. */
  pass(ms: number): void {
    const until = this.now + ms;
    if (ms > REPLY_MS) this.giveUpReply();
    for (let next = this.nextTimer(until); next; next = this.nextTimer(until)) {
      const [id, { at, name, about }] = next;
      this.now = Math.max(this.now, at);
      this.timers.delete(id);
      this.accept({ kind: 'timer', id: `${id}@${at}`, at: this.at(), name, about });
    }
    this.now = until;
  }

  /** No answer takes for ever: the responder says that it could not. */
  private giveUpReply(): void {
    const replyId = this.state.reply?.id;
    if (replyId === undefined) return;
    const reply: Reply = { kind: 'abstain', reason: 'unavailable', considered: [], confidence: 0 };
    this.accept({ kind: 'reply.ready', id: `given-up-${replyId}`, at: this.at(), replyId, reply });
  }

  at(): string {
    return new Date(this.now).toISOString();
  }

  private nextTimer(until: number) {
    return [...this.timers]
      .filter(([, { at }]) => at <= until)
      .sort(([, one], [, other]) => one.at - other.at)[0];
  }

  private factsOf(event: ConversationEvent): Facts {
    const author = 'author' in event ? event.author : undefined;
    const member = author !== undefined && event.kind.startsWith('desk.') && this.members.has(author.id);
    const changed = 'post' in event && /(edited|deleted)$/.test(event.kind) ? event.post.id : undefined;
    return factsFor(event, {
      now: new Date(this.now),
      settings: this.settings,
      actorIsMember: member,
      original: this.record.find(({ post }) => changed !== undefined && post?.id === changed) ?? null,
      answerInFlight: this.inFlight !== null && this.inFlight.guard !== null,
      seat: member && event.kind === 'desk.action' ? this.seatFor(event) : 'not_asked',
      desk: { agents: this.routable(), waiting: [], samples: [] },
    });
  }

  private seatFor(event: Extract<ConversationEvent, { kind: 'desk.action' }>): Facts['seat'] {
    const { episode } = this.state;
    if (!/^(claim|claim_copilot|take_over)$/.test(event.action) || episode?.id !== event.value)
      return 'not_asked';
    if (episode.holder?.id === event.author.id) return 'not_asked';
    const held = this.seatsOf(event.author.id);
    // What was kept while the claim waited is still theirs.
    if (held.has(episode.id)) return 'kept';
    if (held.size + (this.elsewhere.get(event.author.id) ?? 0) >= CAPACITY) return 'full';
    held.add(episode.id);
    return 'kept';
  }

  private seatsOf(id: string): Set<string> {
    const held = this.seats.get(id) ?? new Set<string>();
    this.seats.set(id, held);
    return held;
  }

  private routable(): Facts['desk']['agents'] {
    return this.agents.map(({ id, name }) => ({
      id,
      name,
      skills: [],
      languages: [],
      seniority: 0.5,
      capacity: CAPACITY,
      load: this.seatsOf(id).size + (this.elsewhere.get(id) ?? 0),
      availability: 'there',
      lastClaimAt: null,
    }));
  }

  /** Safe to do again: every effect has an id that follows from the conversation. */
  private carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'record' && !this.record.some(({ seq }) => seq === effect.message.seq)) {
        this.record.push(effect.message);
      }
      if (effect.do === 'amend') {
        const at = this.record.findIndex(({ seq }) => seq === effect.message.seq);
        if (at >= 0) this.record[at] = effect.message;
      }
      if (effect.do === 'escalation') this.escalations.set(effect.escalation.id, effect.escalation);
      if (effect.do === 'seat') {
        if (effect.taken) this.seatsOf(effect.agent.id).add(effect.escalationId);
        else this.seatsOf(effect.agent.id).delete(effect.escalationId);
      }
      if (effect.do === 'timer') {
        this.timers.set(effect.id, { at: Date.parse(effect.at), name: effect.name, about: effect.about });
      }
      if (effect.do === 'cancel_timer') this.timers.delete(effect.id);
      this.queue(effect);
    }
  }

  private queue(effect: Effect): void {
    const item = itemOf(effect);
    if (!item) return;
    const known = (one: Item) => one.order === item.order;
    if (this.lanes[item.lane].some(known) || (this.inFlight && known(this.inFlight))) return;
    this.lanes[item.lane].push(item);
  }

  /** Whether the customer reads something of the assistant that they have not read yet. */
  private isNewWord({ of, lane, content }: Item): boolean {
    if (lane !== 'customer' || !isGenerated(content)) return false;
    const before = this.shown.get(of)?.content;
    const read = before?.kind === 'text' ? before.text : '';
    return !`${read} …`.startsWith(content.text);
  }

  private show(item: Item): void {
    const { order, of, lane, content, upTo } = item;
    // What never arrived cannot be changed.
    if (of !== order && !this.shown.has(of)) return;
    if (this.state.owner === 'agent' && this.isNewWord(item)) this.tooLate.push(JSON.stringify(content));
    if (content) this.shown.set(of, { lane, content, upTo: Math.max(upTo, this.shown.get(of)?.upTo ?? 0) });
    else this.shown.delete(of);
  }
}

function isGenerated(content: Content | null): content is TextContent {
  return content?.kind === 'text' && content.generated === true;
}

function itemOf(effect: Effect): Item | undefined {
  if (effect.do === 'post') {
    const { order, lane, content, guard } = effect;
    return { order, of: order, lane, content, guard, upTo: 0 };
  }
  if (effect.do === 'mirror') {
    const { order, relay, content, guard } = effect;
    return { order, of: relay.order, lane: relay.lane, content, guard, upTo: 0 };
  }
  if (effect.do === 'transcript') {
    const { order, upTo } = effect;
    const content: Content = { kind: 'text', text: 'transcript' };
    return { order, of: order, lane: 'desk', content, guard: null, upTo };
  }
  return undefined;
}

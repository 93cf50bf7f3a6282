import type { Acceptance, AgentDesk, Intake } from '../channels/adapter.ts';
import type { DeskEvent, InboundEvent } from '../channels/events.ts';
import { type ThreadRef, threadKey } from '../channels/refs.ts';
import { conversationId } from '../conversation/conversation.ts';
import type { InternalEvent, NoticeEvent } from '../conversation/facts.ts';
import { conversationOf } from '../escalation/escalation.ts';
import type { Clock } from '../platform/clock.ts';
import { BatonError } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Lease } from '../store/conversations.ts';
import type { EventRecord } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { checkEvent } from './check-event.ts';
import type { Handed } from './worker.ts';

export interface AcceptDeps {
  store: Pick<Store, 'events' | 'conversations' | 'escalations'>;
  clock: Clock;
  logger: Logger;
  desk: AgentDesk;
  settings: Live<{ textLimit: number; strayMs: number }>;
  /** What a new lease is. */
  newLease(now: Date): Lease;
  /** Told which conversation has something to work off: leased already, where it was free. */
  wake(conversationId: string, handed?: Handed): void;
}

export interface Inbox extends Pick<Intake, 'accept'> {
  /** Notes that a conversation has something new to work off. */
  ring(conversationId: string, thread: ThreadRef, event?: EventRecord): Promise<void>;
  /** Accepts an event of our own making, such as a timer that is due. */
  acceptInternal(conversationId: string, event: InternalEvent): Promise<void>;
  /** Accepts something that the whole desk must know. */
  acceptNotice(event: NoticeEvent): Promise<void>;
}

/** What names its escalation, and may come from a direct message, where a whisper could be shown nowhere else. */
const OF_ESCALATION = /^(form_)?(draft|rate)_/;

/** Which conversation an event belongs to; `stray`: none yet, and it may open none. */
type Place = { conversationId: string; thread: ThreadRef; stray: boolean };

/** The durable inbox's front door: what is accepted here is worked on, whatever happens to the process. */
export function createIntake(deps: AcceptDeps): Inbox {
  const { store, clock, logger } = deps;

  async function placeOf(event: InboundEvent): Promise<Place> {
    const named = event.kind === 'customer.action' && OF_ESCALATION.test(event.action);
    if (event.kind === 'desk.action' || named) return placeOfDeskAction(event.value, event.thread);
    if (event.kind.startsWith('desk.')) return placeOfDeskThread(event as DeskEvent);
    if (event.kind === 'customer.command') {
      const open = await store.conversations.openOf(event.author.id, event.channel);
      return { conversationId: open ?? conversationId(event.thread), thread: event.thread, stray: false };
    }
    const id = conversationId(event.thread);
    const mayOpen =
      event.kind === 'customer.message' ? event.via !== 'thread' : event.kind === 'customer.action';
    return {
      conversationId: id,
      thread: event.thread,
      stray: !mayOpen && !(await store.conversations.exists(id)),
    };
  }

  /** A button names its escalation; what names none of ours is answered in a conversation of its own, to one person. */
  async function placeOfDeskAction(value: string, thread: ThreadRef): Promise<Place> {
    const claimed = conversationOf(value);
    const known = claimed !== undefined && (await store.conversations.exists(claimed));
    return { conversationId: known ? claimed : conversationId(thread), thread, stray: false };
  }

  async function placeOfDeskThread(event: DeskEvent): Promise<Place> {
    const escalation = await store.escalations.byCardThread(threadKey(event.thread));
    if (escalation) return { conversationId: escalation.conversationId, thread: event.thread, stray: false };
    return { conversationId: deskStray(event.thread), thread: event.thread, stray: true };
  }

  /** The conversation may have been opened while its stray was being stored. */
  async function adoptLate(event: InboundEvent, stray: Place): Promise<Acceptance> {
    const place = await placeOf(event);
    if (place.stray) return 'ignored';
    await store.events.adopt(stray.conversationId, place.conversationId);
    await ring(place.conversationId, place.thread);
    return 'accepted';
  }

  async function ring(id: string, thread: ThreadRef, event?: EventRecord): Promise<void> {
    const now = clock.now();
    const counts = event !== undefined;
    const record = await store.conversations.ring(id, thread, { counts, lease: deps.newLease(now), now });
    deps.wake(id, record ? { record, event } : undefined);
  }

  async function acceptOwn(id: string, thread: ThreadRef, event: InternalEvent): Promise<void> {
    const accepted: EventRecord = {
      _id: `baton|${id}|${event.id}`,
      conversationId: id,
      state: 'pending',
      at: event.at,
      acceptedAt: clock.now(),
      counts: true,
      attempts: 0,
      error: null,
      expireAt: null,
      event,
    };
    const inserted = await store.events.insert(accepted);
    await ring(id, thread, inserted ? accepted : undefined);
  }

  return {
    ring,

    async accept(received): Promise<Acceptance> {
      const { textLimit, strayMs } = deps.settings();
      const checked = checkEvent(received, textLimit);
      if ('problem' in checked) {
        logger.warn({ problem: checked.problem }, 'refused a malformed event');
        return 'refused';
      }
      const { event } = checked;
      const place = await placeOf(event);
      const now = clock.now();
      const record: EventRecord = {
        _id: `${event.platform}|${event.workspace}|${event.id}`,
        conversationId: place.conversationId,
        state: place.stray ? 'stray' : 'pending',
        at: event.at,
        acceptedAt: now,
        counts: !place.stray,
        attempts: 0,
        error: null,
        expireAt: place.stray ? new Date(now.getTime() + strayMs) : null,
        event,
      };
      const inserted = await store.events.insert(record);
      if (place.stray) return inserted ? adoptLate(event, place) : 'duplicate';
      // Rung for a duplicate too: the first delivery may have been cut off between the two writes.
      await ring(place.conversationId, place.thread, inserted ? record : undefined);
      return inserted ? 'accepted' : 'duplicate';
    },

    async acceptInternal(id, event) {
      const record = await store.conversations.get(id);
      if (!record)
        throw new BatonError('event.refused', `No conversation ${id} for ${event.kind} ${event.id}`);
      await acceptOwn(id, record.state.thread, event);
    },

    acceptNotice: (event) => acceptOwn(conversationId(deps.desk.channel), deps.desk.channel, event),
  };
}

/** Where messages in a card's thread wait until it is known which card it is. */
export function deskStray(thread: ThreadRef): string {
  return `desk:${threadKey(thread)}`;
}

import type { AccountSource } from '../accounts/account.ts';
import type { AgentDesk } from '../channels/adapter.ts';
import type { DeskActionEvent, DeskEvent } from '../channels/events.ts';
import type { Person, PostRef } from '../channels/refs.ts';
import { isClaim } from '../conversation/desk-rights.ts';
import type { Effect } from '../conversation/effects.ts';
import type { ConversationEvent, DeskView, Facts, TransitionSettings } from '../conversation/facts.ts';
import { retriedOrder } from '../conversation/failed-post.ts';
import type { Message } from '../conversation/message.ts';
import { messageOfAction } from '../conversation/sending.ts';
import type { Policy } from '../escalation/policy.ts';
import type { Reader } from '../escalation/reader.ts';
import type { Clock } from '../platform/clock.ts';
import type { Texts } from '../platform/texts.ts';
import type { AgentKey, CopilotWish } from '../store/agents.ts';
import type { ConversationRecord } from '../store/conversations.ts';
import type { Store } from '../store/store.ts';
import { contactsOf } from './contacts-of.ts';

/** What events are handled by at a moment: all of one event by the same. */
export interface Rules {
  texts: Texts;
  settings: TransitionSettings;
  policy: Policy;
  read: Reader;
  /** Whether agents want the co-pilot who have set nothing. */
  copilot: CopilotWish;
  /** How many escalations an agent may hold at once; null for no limit. */
  capacityOf(personId: string): number | null;
}

export interface FactsDeps extends Rules {
  store: Pick<Store, 'messages' | 'agents' | 'conversations' | 'escalations' | 'outbox'>;
  accounts: AccountSource;
  clock: Clock;
  desk: AgentDesk;
  /** The desk as it is. */
  view(): Promise<DeskView>;
}

export interface FactsOptions {
  /** The effects of events before it that are not in the store yet. */
  before?: readonly Effect[];
  /** Where the desk cannot tell who its members are: give facts that say so, instead of rejecting. */
  lastTry?: boolean;
}

/** Gathers what a transition may look at. Asks the desk who its members are; rejects where it cannot tell. */
export async function factsOf(
  deps: FactsDeps,
  record: ConversationRecord,
  event: ConversationEvent,
  { before = [], lastTry = false }: FactsOptions = {},
): Promise<Facts> {
  const { clock, texts, desk, settings, policy, read } = deps;
  const now = clock.now();
  const slot = record.slots.customer;
  const atDesk =
    isDeskEvent(event) &&
    event.platform === desk.platform &&
    event.workspace === desk.channel.workspace &&
    event.thread.channel === desk.channel.channel;
  const asksMember = atDesk || isDraftFromAside(event, desk);
  const isMember = asksMember && 'author' in event ? await memberOf(desk, event.author.id, lastTry) : false;
  const claims = isMember === true && asksForRoom(event) && isThereToClaim(record, event) ? event : null;
  const { state } = record;
  const opener = state.openedBy ?? (isCustomerEvent(event) ? event.author : null);
  const opens = opener !== null && isCustomerEvent(event) && state.status !== 'open';
  const { platform, workspace } = state.thread;
  const [original, retryable, deskView, account, contacts, wish, words] = await Promise.all([
    originalOf(deps, record._id, event, before),
    isRetryable(deps, record._id, event),
    deps.view(),
    opener && deps.accounts.accountOf({ platform, workspace, person: opener }),
    opens ? contactsOf(deps.store, state, opener) : null,
    claims ? wishOf(deps, claims) : null,
    event.kind === 'customer.forgotten' ? deps.store.messages.wordsOf(record._id, event.personId) : null,
  ]);
  // Last, as nothing gives room back that was kept for an event of which the rest could not be learnt.
  const seat = claims ? await seatFor(deps, record, claims) : 'not_asked';
  return {
    now,
    texts,
    settings,
    policy,
    read,
    atDesk,
    actorIsMember: isMember === true,
    memberUnknown: isMember === undefined,
    original,
    retryable,
    desk: deskView,
    account,
    contacts,
    seat,
    wantsCopilot: wish === 'always',
    ...(words ? { words } : {}),
    answerInFlight: slot?.guarded === true && slot.until > now,
  };
}

/** A draft that was shown to its holder in a direct message comes back from there. */
function isDraftFromAside(event: ConversationEvent, desk: AgentDesk): boolean {
  return (
    event.kind === 'customer.action' &&
    /^(form_)?draft_/.test(event.action) &&
    event.platform === desk.platform &&
    event.workspace === desk.channel.workspace
  );
}

/** What a customer does that may open a conversation. */
function isCustomerEvent(
  event: ConversationEvent,
): event is Extract<
  ConversationEvent,
  { kind: 'customer.message' | 'customer.action' | 'customer.command' }
> {
  return /^customer\.(message|action|command)$/.test(event.kind);
}

async function wishOf(
  { store, copilot }: FactsDeps,
  event: DeskEvent & { author: Person },
): Promise<CopilotWish> {
  return (await store.agents.get(keyOf(event)))?.copilot ?? copilot;
}

function keyOf({ platform, workspace, author }: DeskEvent & { author: Person }): AgentKey {
  return { platform, workspace, personId: author.id };
}

/** Room is kept before the claim is decided, so that two claims of one agent cannot both find the last of it. */
async function seatFor(
  { store, capacityOf }: FactsDeps,
  { state: { episode } }: ConversationRecord,
  event: DeskActionEvent,
): Promise<Facts['seat']> {
  if (!episode || episode.id !== event.value || episode.holder?.id === event.author.id) return 'not_asked';
  const kept = await store.agents.takeSeat(keyOf(event), episode.id, capacityOf(event.author.id));
  return kept ? 'kept' : 'full';
}

/** Whether a claim can win at all: one of what another holds is refused, and needs no room. */
function isThereToClaim({ state: { episode } }: ConversationRecord, { action }: DeskActionEvent): boolean {
  return episode?.state === 'waiting' || action === 'take_over';
}

function asksForRoom(event: ConversationEvent): event is DeskActionEvent {
  return event.kind === 'desk.action' && isClaim(event.action);
}

/** Undefined where it cannot be told, and asking again later is no use any more. */
async function memberOf(desk: AgentDesk, personId: string, lastTry: boolean): Promise<boolean | undefined> {
  try {
    return await desk.isMember(personId);
  } catch (error) {
    if (!lastTry) throw error;
    return undefined;
  }
}

function isDeskEvent(event: ConversationEvent): event is DeskEvent {
  return event.kind.startsWith('desk.');
}

function isChange(
  event: ConversationEvent,
): event is Extract<ConversationEvent, { kind: `${string}ed`; post: PostRef }> {
  return event.kind.endsWith('.edited') || event.kind.endsWith('.deleted');
}

/** The message that the event is about, as it now reads. */
async function originalOf(
  { store }: FactsDeps,
  conversationId: string,
  event: ConversationEvent,
  before: readonly Effect[],
): Promise<Message | null> {
  const seq = event.kind === 'desk.action' ? messageOfAction(event.action) : undefined;
  if (seq !== undefined) {
    const latest = latestOf(before, (message) => message.seq === seq);
    return latest ?? (await store.messages.range(conversationId, seq - 1, seq, 1))[0] ?? null;
  }
  if (!isChange(event)) return null;
  const { id, channel } = event.post;
  const latest = latestOf(before, ({ post }) => post?.id === id && post.channel === channel);
  return latest ?? store.messages.byPost(conversationId, event.post);
}

function latestOf(before: readonly Effect[], isIt: (message: Message) => boolean): Message | undefined {
  const found = before.findLast(
    (effect) => (effect.do === 'record' || effect.do === 'amend') && isIt(effect.message),
  );
  return found && 'message' in found ? found.message : undefined;
}

async function isRetryable(
  { store }: FactsDeps,
  conversationId: string,
  event: ConversationEvent,
): Promise<boolean> {
  const wish = event.kind === 'desk.action' ? retriedOrder(event.action) : undefined;
  return wish !== undefined && store.outbox.hasDead(`${conversationId}.${wish.of}.`);
}

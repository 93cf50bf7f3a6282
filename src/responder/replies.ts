import type { Conversation } from '../conversation/conversation.ts';
import type { ReplyProgressEvent, ReplyReadyEvent } from '../conversation/facts.ts';
import type { SimilarCase } from '../conversation/reply.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { ConversationRecord } from '../store/conversations.ts';
import type { Reply, ReplyRequest, Responder, Shows, Turn } from './responder.ts';

export interface ReplySettings {
  /** How many of the latest messages an answer has in view. */
  turns: number;
  /** How long an answer may take, milliseconds; after it the customer is told and offered a human. */
  timeoutMs: number;
  /** How often what has been made of an answer is shown, milliseconds; 0: only when it is whole. */
  showEveryMs: number;
}

export interface RepliesDeps {
  responder: Responder;
  clock: Clock;
  logger: Logger;
  /** Each reply is made under those that are in force when it begins. */
  settings: Live<ReplySettings>;
  /** Shows that an answer is being made. */
  typing(state: Conversation, on: boolean): void;
  /** Cases like this one that were resolved, for drafts. */
  similar(state: Conversation): Promise<SimilarCase[]>;
  /** Hands a reply in; it is said only if it still fits. `seen`: the conversation that it was made for. */
  ready(event: ReplyReadyEvent, seen: ConversationRecord): Promise<void>;
  /** Hands in the beginning of a reply. */
  progress(event: ReplyProgressEvent, conversationId: string): Promise<void>;
  /** Tells that nobody works on a reply any more, so that it is made elsewhere at the next look. */
  handOver(conversationId: string, replyId: string): Promise<void>;
}

export interface Replies {
  /** Begins the reply that the conversation now wants, and drops any other. */
  follow(record: ConversationRecord): void;
  /** Drops the reply being made, if it is no longer wanted. */
  drop(record: ConversationRecord): void;
  /** Whether a reply is being made here. */
  working(replyId: string): boolean;
  /** Resolves when no reply is being made here. */
  idle(): Promise<void>;
  /** Drops every reply being made, hands it over, and resolves when the last has stopped. */
  stop(): Promise<void>;
}

/** Answers quicker than this come without a typing sign, milliseconds. */
const TYPING_AFTER_MS = 300;

const UNAVAILABLE: Reply = { kind: 'abstain', reason: 'unavailable', considered: [], confidence: 0 };

/** Makes replies, outside any lease: a newer message or another owner aborts and, if need be, restarts them. */
export function createReplies(deps: RepliesDeps): Replies {
  let stopping = false;
  const running = new Map<string, { replyId: string; abort: AbortController; done: Promise<void> }>();

  function begin(record: ConversationRecord, replyId: string): void {
    const { state } = record;
    const abort = new AbortController();
    const done = make(record, replyId, abort).finally(() => {
      if (running.get(state.id)?.abort === abort) running.delete(state.id);
    });
    running.set(state.id, { replyId, abort, done });
  }

  async function make(record: ConversationRecord, replyId: string, abort: AbortController): Promise<void> {
    const { state } = record;
    const settings = deps.settings();
    const typing = showTyping(state, abort.signal);
    const showing = showProgress(state, replyId, { dropped: abort.signal, everyMs: settings.showEveryMs });
    try {
      const reply = await respond(state, settings, abort.signal, showing.shows);
      await showing.end();
      if (abort.signal.aborted) return;
      const similar = isDraft(state) ? await deps.similar(state) : [];
      const at = deps.clock.now().toISOString();
      await deps.ready({ kind: 'reply.ready', id: `reply:${replyId}`, at, replyId, reply, similar }, record);
    } catch (error) {
      deps.logger.error({ error, conversation: state.id }, 'a reply could not be handed in');
    } finally {
      typing.end();
    }
  }

  /** Shows that an answer is being made, once it takes a while; one that comes at once needs no such sign. */
  function showTyping(state: Conversation, dropped: AbortSignal): { end(): void } {
    let shown = false;
    const cancel = deps.clock.after(TYPING_AFTER_MS, () => {
      // The customer is not to expect what only the holder gets.
      if (dropped.aborted || isDraft(state)) return;
      shown = true;
      deps.typing(state, true);
    });
    return {
      end() {
        cancel();
        if (shown) deps.typing(state, false);
      },
    };
  }

  /** Hands in the beginning of an answer, at most so often; what comes meanwhile goes with the next. */
  function showProgress(
    state: Conversation,
    replyId: string,
    { dropped, everyMs }: { dropped: AbortSignal; everyMs: number },
  ) {
    let newest = '';
    let told = '';
    let number = 0;
    let ended = everyMs === 0 || isDraft(state);
    let pause: { cancel(): void } | undefined;
    let handing = Promise.resolve();
    function hand(): void {
      pause = undefined;
      if (ended || dropped.aborted || newest === told) return;
      told = newest;
      number += 1;
      const id = `progress:${replyId}:${number}`;
      const at = deps.clock.now().toISOString();
      const event = { kind: 'reply.progress' as const, id, at, replyId, text: told };
      handing = handing
        .then(() => deps.progress(event, state.id))
        .catch((error) =>
          deps.logger.warn({ error, conversation: state.id }, 'the beginning of a reply was not shown'),
        );
      pause = { cancel: deps.clock.after(everyMs, hand) };
    }
    return {
      shows(text: string): void {
        newest = text;
        if (!pause) hand();
      },
      /** Hands in nothing more, and waits for what is being handed in. */
      async end(): Promise<void> {
        ended = true;
        pause?.cancel();
        await handing;
      },
    };
  }

  function drop({ state }: ConversationRecord): void {
    const current = running.get(state.id);
    if (!current || current.replyId === state.reply?.id) return;
    current.abort.abort(new Error('the conversation moved on'));
    running.delete(state.id);
  }

  /** The responder's reply, or that it is unavailable: whatever it does, the customer hears something in time. */
  async function respond(
    state: Conversation,
    { turns, timeoutMs }: ReplySettings,
    dropped: AbortSignal,
    shows: Shows,
  ): Promise<Reply> {
    const timeout = new AbortController();
    const signal = AbortSignal.any([dropped, timeout.signal]);
    const finished = new AbortController();
    const late = sleep(deps.clock, timeoutMs, finished.signal).then(() => {
      if (!finished.signal.aborted) timeout.abort(new Error(`no reply within ${timeoutMs} ms`));
      return UNAVAILABLE;
    });
    try {
      return await Promise.race([deps.responder.respond(requestOf(state, turns), signal, shows), late]);
    } catch (error) {
      if (!dropped.aborted) deps.logger.error({ error, conversation: state.id }, 'the responder failed');
      return UNAVAILABLE;
    } finally {
      finished.abort();
    }
  }

  async function handOver(id: string, replyId: string): Promise<void> {
    try {
      await deps.handOver(id, replyId);
    } catch (error) {
      deps.logger.warn({ error, conversation: id }, 'a reply is made elsewhere only when its time is over');
    }
  }

  return {
    follow(record) {
      drop(record);
      const wanted = record.state.reply?.id;
      if (wanted && stopping) void handOver(record.state.id, wanted);
      else if (wanted && running.get(record.state.id)?.replyId !== wanted) begin(record, wanted);
    },
    drop,
    working: (replyId) => [...running.values()].some((reply) => reply.replyId === replyId),
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
    async stop() {
      stopping = true;
      const all = [...running];
      for (const [, { abort }] of all) abort.abort(new Error('stopping'));
      await Promise.all(all.map(([id, { replyId, done }]) => done.then(() => handOver(id, replyId))));
    },
  };
}

function isDraft({ reply }: Conversation): boolean {
  return reply !== null && reply.for !== 'customer';
}

/** What a reply to the newest message is made from. */
export function requestOf(state: Conversation, latest: number): ReplyRequest {
  const { id, recent, summary, tally, openedBy, findings = [] } = state;
  const turns: Turn[] = recent.flatMap(({ role, text, seq, by, name }) => {
    if (role === 'system') return [];
    const other = role === 'customer' && by !== undefined && by !== openedBy?.id ? { other: name } : {};
    return [{ role, text, seq, ...other }];
  });
  const { language, clarified } = tally;
  const customer = { id: openedBy?.id ?? '', name: openedBy?.name ?? '' };
  return {
    conversationId: id,
    turns: turns.slice(-latest),
    summary,
    findings,
    language,
    mayAsk: clarified === 0,
    customer,
    speaker: speakerOf(state) ?? customer.id,
  };
}

/**
 * Who has what is answered to their account: whoever wrote the newest message, but anybody else who wrote since the last
 * answer, too, so that nothing they asked for is done as if the opener had.
 */
function speakerOf({ recent, openedBy, speaker }: Conversation): string | null {
  const answered = recent.findLastIndex(({ role }) => role === 'assistant' || role === 'agent');
  const others = recent
    .slice(answered + 1)
    .filter(({ role, by }) => role === 'customer' && by !== undefined && by !== openedBy?.id);
  return others.at(-1)?.by ?? speaker;
}

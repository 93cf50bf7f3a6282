import type { Conversation } from '../conversation/conversation.ts';
import type { BriefReadyEvent } from '../conversation/facts.ts';
import { type Clock, sleep } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';

/** What a brief is made from. Bounded: the latest turns only. */
export interface BriefRequest {
  conversationId: string;
  /** Oldest first. */
  turns: { role: 'customer' | 'assistant' | 'agent'; text: string }[];
  /** What was said before these, in short; empty where there is nothing. */
  summary: string;
  customer: string;
  /** The language that the customer is to be greeted in, ISO 639-1; null where it is not known. */
  language: string | null;
  /** Whether a first message is wanted besides the summary. */
  greets: boolean;
}

/** What came of it; null where nothing held. */
export interface BriefWords {
  summary: string | null;
  firstMessage: string | null;
}

/** Tells a conversation in short. Rejects with the signal's reason soon after it aborts. */
export interface Briefer {
  brief(request: BriefRequest, signal: AbortSignal): Promise<BriefWords>;
}

export interface BriefsDeps {
  briefer: Briefer;
  clock: Clock;
  logger: Logger;
  /** How many of the latest messages it has in view; how long one may take, milliseconds: after it the card stays as it is. */
  settings: Live<{ turns: number; timeoutMs: number }>;
  /** Hands it in, durably and once. */
  ready(conversationId: string, event: BriefReadyEvent): Promise<void>;
}

export interface Briefs {
  /** Has the escalation that is going on told in short, soon. Nobody waits for it. */
  begin(state: Conversation, escalationId: string): void;
  busy(): boolean;
  /** Resolves when none is being made here. */
  idle(): Promise<void>;
  /** Drops those being made: their cards stay as they are. */
  stop(): Promise<void>;
}

/** Made at once; in a rush the rest goes without, for a card is complete without it. */
const AT_ONCE = 8;

/** Makes briefs beside the road: the card is posted without waiting, and brought up to date once the words are there. */
export function createBriefs(deps: BriefsDeps): Briefs {
  let stopped = false;
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();

  async function make(state: Conversation, escalationId: string, abort: AbortController): Promise<void> {
    const { clock, logger } = deps;
    const { turns, timeoutMs } = deps.settings();
    const late = sleep(clock, timeoutMs, abort.signal).then(() =>
      abort.abort(new Error(`no brief within ${timeoutMs} ms`)),
    );
    try {
      const request = requestOf(state, turns);
      const words = await Promise.race([deps.briefer.brief(request, abort.signal), rejection(abort.signal)]);
      if (words.summary === null && words.firstMessage === null) return;
      const at = clock.now().toISOString();
      const id = `brief:${escalationId}`;
      await deps.ready(state.id, { kind: 'brief.ready', id, at, escalationId, ...words });
    } catch (error) {
      logger.info({ escalation: escalationId, reason: messageOf(error) }, 'a card stays without a brief');
    } finally {
      abort.abort();
      await late;
    }
  }

  return {
    begin(state, escalationId) {
      if (stopped || running.has(escalationId) || running.size >= AT_ONCE) return;
      const abort = new AbortController();
      const done = make(state, escalationId, abort).finally(() => running.delete(escalationId));
      running.set(escalationId, { abort, done });
    },
    busy: () => running.size > 0,
    async idle() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
    async stop() {
      stopped = true;
      const all = [...running.values()];
      for (const { abort } of all) abort.abort(new Error('stopping'));
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

function requestOf({ id, recent, summary, episode, tally }: Conversation, latest: number): BriefRequest {
  const turns = recent.flatMap(({ role, text }) => (role === 'system' ? [] : [{ role, text }]));
  return {
    conversationId: id,
    turns: turns.slice(-latest),
    summary,
    customer: episode?.customer.name ?? '',
    language: episode?.language ?? tally.language,
    // Where the assistant steps back entirely, no word of a model is put into the agent's mouth.
    greets: episode?.mode === 'soft',
  };
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

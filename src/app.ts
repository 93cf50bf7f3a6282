import type { AccountSource } from './accounts/account.ts';
import { noAccounts } from './accounts/local-accounts.ts';
import { createForget } from './admin/forget/forget.ts';
import type { AgentDesk, ChannelAdapter, Intake } from './channels/adapter.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { TransitionSettings } from './conversation/facts.ts';
import { type Briefer, createBriefs } from './copilot/briefs.ts';
import { similarCases } from './copilot/similar-cases.ts';
import { createDelivery, type DeliverySettings } from './delivery/delivery.ts';
import { createLimits } from './delivery/limits.ts';
import type { Rate } from './delivery/rate-limiters.ts';
import type { LimitShare } from './delivery/share-limits.ts';
import type { Policy } from './escalation/policy.ts';
import type { Reader } from './escalation/reader.ts';
import { createOpenForm } from './handoff/forms/open-form.ts';
import { createIntake, deskStray } from './intake/accept.ts';
import { type AgentProfile, capacityOf, createDeskView, type DeskViewSettings } from './intake/desk-view.ts';
import { createFreeAgents } from './intake/free-agents.ts';
import { createSweeper } from './intake/sweeper.ts';
import { createWorker, type Handed, type Worker, type WorkerRules } from './intake/worker.ts';
import type { Clock } from './platform/clock.ts';
import { BatonError, messageOf } from './platform/errors.ts';
import { derived, type Live } from './platform/live.ts';
import type { Logger } from './platform/logger.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import type { Texts } from './platform/texts.ts';
import type { Actions } from './responder/actions/actions.ts';
import { createReplies, type ReplySettings } from './responder/replies.ts';
import type { Responder } from './responder/responder.ts';
import type { CopilotWish } from './store/agents.ts';
import type { Lease } from './store/conversations.ts';
import type { Store } from './store/store.ts';

/** Everything that Baton needs from outside; nothing is global. */
export interface AppDeps {
  store: Store;
  clock: Clock;
  logger: Logger;
  newId(): string;
  /** What events are handled by. Asked for each piece of work: what is changed while Baton runs has effect on the next. */
  inForce: Live<InForce>;
  responder: Responder;
  /** What the assistant may do; absent: nothing. */
  actions?: Actions;
  /** Tells a new escalation in short; absent: its card stays as it was put together. */
  briefer?: Briefer;
  /** Whose customer somebody is; absent: nobody's. */
  accounts?: AccountSource;
  /** Answers commands; absent: all that are typed are taken as events. */
  commands?: Pick<Intake, 'command' | 'complete'>;
  channels: ChannelAdapter[];
  desk: AgentDesk;
  /** By which processes keep to the rate limits together; absent: each by itself. */
  limitShare?: LimitShare;
  /** Where it counts what it does; absent: nowhere that anyone looks. */
  metrics?: Metrics;
}

/** What may change while Baton runs, as it is at a moment. */
export interface InForce {
  settings: AppSettings;
  texts: Texts;
  /** Reads customers' messages. */
  read: Reader;
}

export interface AppSettings {
  transition: TransitionSettings;
  policy: Policy;
  /** What is configured of agents, by id. */
  agents: Readonly<Record<string, AgentProfile>>;
  /** Whether agents want the co-pilot who have set nothing. */
  copilot: CopilotWish;
  intake: { leaseMs: number; sweepEveryMs: number; strayMs: number; textLimit: number; maxAttempts: number };
  delivery: DeliverySettings & { rates: Record<string, Rate> };
  reply: ReplySettings;
}

export type App = ReturnType<typeof createApp>;

/** Puts the rooms together: adapters hand events to the intake, the worker decides and acts, the delivery posts. */
export function createApp(deps: AppDeps) {
  const { store, clock, logger, newId, desk, inForce } = deps;
  const settings = () => inForce().settings;
  const metrics = deps.metrics ?? createMetrics();
  const channels = new Map(deps.channels.map((channel) => [channel.platform, channel]));
  const channelOf = (platform: string): ChannelAdapter => {
    const channel = channels.get(platform);
    if (channel) return channel;
    throw new BatonError('adapter.not_started', `No adapter for ${platform} runs in this process`, {
      mend: `Give the credentials for ${platform} to every Baton process.`,
    });
  };

  // The rooms need each other in a circle (worker → delivery → intake → worker); the circle is closed by `wake`.
  const wake = (id: string, handed?: Handed): void => worker.wake(id, handed);
  const newLease = (now: Date): Lease => ({
    holder: newId(),
    until: new Date(now.getTime() + settings().intake.leaseMs),
  });
  const intake = createIntake({
    ...{ store, clock, logger, desk, newLease, wake },
    settings: () => settings().intake,
  });
  const limits = createLimits(() => settings().delivery.rates, clock, deps.limitShare);
  const delivery = createDelivery({
    store,
    clock,
    logger,
    limits,
    desk,
    channelOf,
    settings: () => settings().delivery,
    failed: intake.acceptInternal,
    counted: (lane, result) => metrics.posts.inc({ lane, result }),
    settled: wake,
    adopted: intake.ring,
    finishedTodo: (id) => worker.finishedTodo(id),
    strayOf: deskStray,
  });
  const similar = (state: Conversation) => similarCases(store, state);
  const replies = createReplies({
    responder: deps.responder,
    clock,
    logger,
    settings: () => settings().reply,
    similar,
    typing: (state, on) => void channels.get(state.thread.platform)?.typing(state.thread, on),
    ready(event, seen) {
      metrics.replies.inc({ kind: event.reply.kind });
      return worker.apply(seen._id, event, seen);
    },
    progress: (event, id) => worker.apply(id, event),
    handOver: (id, replyId) => store.conversations.endReply(id, replyId, clock.now()),
  });
  const view = createDeskView({
    store,
    desk,
    clock,
    logger,
    settings: derived(settings, deskSettingsOf),
  });
  const briefs =
    deps.briefer &&
    createBriefs({
      briefer: deps.briefer,
      clock,
      logger,
      settings: () => settings().reply,
      ready: intake.acceptInternal,
    });
  const worker: Worker = createWorker({
    store,
    clock,
    logger,
    newLease,
    desk,
    channelOf,
    rules: derived(inForce, rulesOf),
    view,
    deliver: delivery.kick,
    act: (id) => act(id),
    brief: (state, id) => briefs?.begin(state, id),
    accounts: deps.accounts ?? noAccounts,
    similar,
    replies,
  });
  const acting = new Set<Promise<void>>();
  const act = (id: string): void => {
    const done = (deps.actions?.run(id, intake.acceptInternal) ?? Promise.resolve())
      .catch((error) => logger.error({ error, action: id }, 'an action will be tried again'))
      .finally(() => acting.delete(done));
    acting.add(done);
  };
  const forget = createForget({
    ...{ store, clock, logger, channels: deps.channels },
    acceptInternal: intake.acceptInternal,
  });
  const sweeper = createSweeper({
    store,
    clock,
    logger,
    everyMs: () => settings().intake.sweepEveryMs,
    wake,
    deliver: delivery.kick,
    act,
    acceptInternal: intake.acceptInternal,
    askWhoIsFree: createFreeAgents({ clock, view, acceptInternal: intake.acceptInternal }),
    forget: forget.sweep,
  });

  /** Rooms wake each other, so all must be found quiet in one look. */
  async function idle(): Promise<void> {
    do {
      await worker.idle();
      await replies.idle();
      await briefs?.idle();
      await Promise.all(acting);
      await delivery.idle();
    } while (worker.busy() || acting.size > 0 || briefs?.busy());
  }

  const accept = counting(intake, metrics);
  const front: Intake = {
    accept,
    form: createOpenForm({ store, clock, logger, desk, rules: derived(inForce, rulesOf), view }),
    ...(deps.commands ?? {
      async command({ standing, fields, ...event }) {
        await accept(event);
        return { kind: 'taken' };
      },
      complete: async () => [],
    }),
  };

  return {
    intake,
    forget,
    sweeper,
    /** Resolves when all that was accepted here has been worked off, but for what waits for its time. */
    idle,
    /** Connects every adapter and begins to work, with what an earlier run has left. */
    async start(): Promise<void> {
      for (const channel of deps.channels) await channel.start(front);
      sweeper.start();
    },
    /** Takes nothing new, finishes what is in hand, and leaves the rest to the next start. */
    async stop(): Promise<void> {
      for (const channel of deps.channels) {
        await channel
          .stop()
          .catch((error) =>
            logger.error({ platform: channel.platform, reason: messageOf(error) }, 'an adapter did not stop'),
          );
      }
      await sweeper.stop();
      await replies.stop();
      await briefs?.stop();
      await Promise.all(acting);
      await worker.idle();
      await delivery.stop();
      await limits.stop();
    },
  };
}

function rulesOf({ settings, texts, read }: InForce): WorkerRules {
  const { transition, policy, copilot, intake } = settings;
  const desk = deskSettingsOf(settings);
  return {
    ...{ texts, read, policy, copilot, settings: transition },
    capacityOf: (id) => capacityOf(id, desk),
    maxAttempts: intake.maxAttempts,
    // The sweeper tries again at every sweep.
    patienceMs: (intake.maxAttempts - 1) * intake.sweepEveryMs,
  };
}

function deskSettingsOf({ transition, agents }: AppSettings): DeskViewSettings {
  return { ...transition.desk, profiles: agents };
}

/** Counts what the platforms hand in. */
function counting(intake: Pick<Intake, 'accept'>, { events }: Metrics): Intake['accept'] {
  return async (event) => {
    const platform = typeof event?.platform === 'string' ? event.platform : 'unknown';
    const result = await intake.accept(event).catch((error) => {
      events.inc({ platform, result: 'failed' });
      throw error;
    });
    events.inc({ platform, result });
    return result;
  };
}

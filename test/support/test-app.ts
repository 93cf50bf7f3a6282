import { randomUUID } from 'node:crypto';
import type { AccountSource } from '../../src/accounts/account.ts';
import { type App, type AppSettings, createApp, type InForce } from '../../src/app.ts';
import type { AgentDesk, Intake } from '../../src/channels/adapter.ts';
import type { Briefer } from '../../src/copilot/briefs.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { Live } from '../../src/platform/live.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Texts } from '../../src/platform/texts.ts';
import type { Responder } from '../../src/responder/responder.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type Hooks, LoopbackPlatform } from './loopback-platform.ts';
import { launchPolicy, read } from './reader.ts';
import { type Watch, watchedStore } from './watched-store.ts';

/** Texts that show their key, so that a test reads what was meant and not how it is worded. */
export const keyTexts: Texts = { say: (key, params = {}) => [key, ...Object.values(params)].join(' ') };

/** Answers every question by repeating it, so that a test sees which question was answered. */
export const echoResponder: Responder = {
  async respond({ turns }) {
    const text = `Answer to: ${turns.at(-1)?.text}`;
    return { kind: 'answer', text, sources: [], passages: [], confidence: 1 };
  },
};

export const testSettings: AppSettings = {
  transition: {
    languages: [],
    modes: { everywhere: 'answer', places: {}, categories: {} },
    noteMark: '//',
    deskMessages: 'send',
    undoForMs: 0,
    reminderAfterMs: 600_000,
    graceWindowMs: 3_600_000,
    replyLeaseMs: 60_000,
    askRating: true,
    desk: {
      leaseMs: 1_800_000,
      warnMs: 300_000,
      snoozeMs: 3_600_000,
      idleMs: 172_800_000,
      takeOverMs: 600_000,
      capacity: 0,
      timeZone: 'UTC',
      heedPresence: true,
      highValue: 100_000,
      hours: {},
      skills: {},
      picks: 3,
      autoAssign: [],
      urgent: [],
      widenAfterMs: 180_000,
      pageAfterMs: 900_000,
      onCall: [],
      weights: { load: 1, language: 0.5, seniority: 0.5, helpedBefore: 0.7, rest: 0.4, focus: 0.4 },
    },
  },
  policy: launchPolicy,
  agents: {},
  copilot: 'soft',
  intake: { leaseMs: 30_000, sweepEveryMs: 5_000, strayMs: 600_000, textLimit: 100_000, maxAttempts: 5 },
  delivery: {
    leaseMs: 15_000,
    maxAttempts: 5,
    maxFileBytes: 1_000_000,
    backoff: { firstMs: 1_000, maxMs: 60_000 },
    rates: {},
  },
  reply: { turns: 40, timeoutMs: 55_000, showEveryMs: 1_000 },
};

export interface TestAppOptions {
  uri: string;
  platform?: LoopbackPlatform;
  /** Another platform that the loopback one stands in for, too. */
  alsoFor?: string;
  clock?: Clock;
  responder?: Responder;
  briefer?: Briefer;
  accounts?: AccountSource;
  texts?: Texts;
  hooks?: Hooks;
  watch?: Watch;
  settings?: Partial<AppSettings>;
  /** Makes what answers commands, of what the app is made of; `app` is there when one is given. */
  commands?(parts: {
    store: Store;
    desk: AgentDesk;
    texts: Texts;
    app: () => App;
  }): Pick<Intake, 'command' | 'complete'>;
  /** In the place of texts and settings, where they change while it runs. */
  inForce?: Live<InForce>;
}

/** One Baton process' worth of app, on a store and a platform that several may share. */
export interface TestApp {
  app: App;
  store: Store;
  platform: LoopbackPlatform;
  intake: Intake;
  stop(): Promise<void>;
}

export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const platform = options.platform ?? new LoopbackPlatform();
  const real = await openStore(options.uri);
  const store = options.watch ? watchedStore(real, options.watch) : real;
  const { channel, desk, intake } = platform.connect(options.hooks);
  const settings = { ...testSettings, ...options.settings };
  const texts = options.texts ?? keyTexts;
  const given: InForce = { settings, texts, read };
  const commands = options.commands?.({ store, desk, texts, app: () => app });
  const app: App = createApp({
    ...(commands ? { commands } : {}),
    store,
    clock: options.clock ?? systemClock,
    logger: createLogger('silent'),
    newId: randomUUID,
    inForce: options.inForce ?? (() => given),
    responder: options.responder ?? echoResponder,
    ...(options.briefer ? { briefer: options.briefer } : {}),
    ...(options.accounts ? { accounts: options.accounts } : {}),
    channels: [channel, ...(options.alsoFor ? [{ ...channel, platform: options.alsoFor }] : [])],
    desk,
  });
  await app.start();
  const stop = async () => {
    await app.stop();
    await store.close();
  };
  return { app, store, platform, intake: intake(), stop };
}

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What a process counts, to be read by Prometheus or whatever speaks its format. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Counters of its own for each process' worth of Baton; nothing is global. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Gauge({ name, help, labelNames, registers });
  return {
    registry,
    events: counter('baton_events_total', 'Events handed in by the platforms, by what became of them.', [
      'platform',
      'result',
    ]),
    posts: counter('baton_posts_total', 'Attempts to post, by how they ended.', ['lane', 'result']),
    replies: counter('baton_replies_total', 'Replies that the assistant made, by kind.', ['kind']),
    tokens: counter('baton_model_tokens_total', 'Tokens that the model took and gave.', ['purpose', 'kind']),
    breaker: gauge(
      'baton_model_breaker',
      'Whether the model is called (closed), left alone (open), or tried (half_open).',
      ['state'],
    ),
    escalations: gauge('baton_escalations', 'Escalations that are going on.', ['state']),
    dead: gauge('baton_dead_letters', 'Events and posts that were given up.', ['kind']),
    /** Counts what the process itself uses: memory, processor, event loop. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}

const STATES = ['closed', 'open', 'half_open'] as const;

/** Notes the state that the model's breaker is in. */
export function noteBreaker({ breaker }: Metrics, state: (typeof STATES)[number]): void {
  for (const one of STATES) breaker.set({ state: one }, one === state ? 1 : 0);
}

import { deskTime } from '../../handoff/desk-time.ts';
import type { ProcessRecord } from '../../store/processes.ts';
import { command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';

/** Under which the breaker before the model notes how it stands. */
const MODEL = 'model';
const MODEL_STATES: Readonly<Record<string, string>> = {
  closed: 'works',
  open: 'fails, and is left alone for a while',
  half_open: 'is being tried again',
};
const MODES = { answer: 'answers', draft: 'drafts for agents', off: 'is paused' } as const;

/** A process gives a sign of life every ten seconds; one without for so long is taken for dead. */
const ALIVE_MS = 30_000;
/** How long a process that did not stop in good order is told of. */
const TOLD_MS = 3_600_000;
const MOST_PROCESSES = 50;

export const statusCommand = command({
  name: 'status',
  about:
    'Shows whether all is well: processes, platforms, assistant, model, knowledge, queue, database, and what was given up.',
  who: 'agent',
  examples: ['status'],
  async run(_, { store, settings, knowledge, clock }) {
    const config = settings.current();
    const began = clock.now().getTime();
    await store.ping();
    const answeredMs = clock.now().getTime() - began;
    const [processes, waiting, held, deadEvents, deadPosts, health, articles] = await Promise.all([
      store.processes.since(new Date(began - TOLD_MS), MOST_PROCESSES),
      store.escalations.countIn('waiting'),
      store.escalations.countIn('held'),
      store.events.countDead(),
      store.outbox.countDead(),
      store.health.get(MODEL),
      knowledge.articles().catch(() => null),
    ]);
    const { OPENAI_API_KEY: key, OPENAI_BASE_URL: url } = config.secrets;
    const model = key || url ? config.model.name : '';
    const { mode, mode_places: places } = config.assistant;
    const paused = Object.entries(places).filter(([, one]) => one !== mode);
    const alive = processes.filter(({ seenAt }) => seenAt.getTime() >= began - ALIVE_MS);
    const silent = processes.filter((one) => !alive.includes(one));
    const data = {
      ...platformsOf(alive),
      processes: alive,
      silent,
      mode,
      places,
      model: model ? { name: model, state: health?.state ?? 'closed', reason: health?.reason ?? '' } : null,
      articles: articles?.length ?? null,
      waiting,
      held,
      dead: { events: deadEvents, posts: deadPosts },
      databaseMs: answeredMs,
    };
    const lines = [
      runningSaid(alive),
      ...silent.map((one) => silentSaid(one, config.desk.time_zone)),
      `The assistant ${MODES[mode]}${paused.length > 0 ? `, but ${paused.map(([place, one]) => `${MODES[one]} in ${code(place)}`).join(', ')}` : ''}`,
      model
        ? `Model: ${code(model)} ${MODEL_STATES[health?.state ?? 'closed'] ?? ''}${health?.reason && health.state !== 'closed' ? ` (${plain(health.reason)})` : ''}`
        : 'Model: none; answers are quotes from the articles',
      articles
        ? `Knowledge: ${articles.length} articles`
        : `Knowledge: cannot be read; ${code('baton doctor')} says why`,
      `Queue: ${waiting} waiting, ${held} held`,
      `Database: answered in ${answeredMs} ms`,
      deadEvents + deadPosts === 0
        ? 'Nothing was given up'
        : `Given up: ${deadEvents} events, ${deadPosts} posts; ${code('dead list')} says what and why`,
    ];
    return { say: list(lines), data };
  },
});

function platformsOf(alive: readonly ProcessRecord[]): { platforms: string[]; desks: string[] } {
  return {
    platforms: [...new Set(alive.flatMap(({ platforms }) => platforms))],
    desks: [...new Set(alive.map(({ desk }) => desk))],
  };
}

function runningSaid(alive: readonly ProcessRecord[]): string {
  if (alive.length === 0) return `No Baton runs; ${code('baton start')} starts one`;
  const { platforms, desks } = platformsOf(alive);
  const versions = [...new Set(alive.map(({ version }) => version))].toSorted();
  const [count, told] = [alive.length, [platforms, desks].map((names) => names.map(plain).join(', '))];
  return `Baton ${versions.map(plain).join(' and ')} ${versions.length === 1 ? 'runs' : 'run'} in ${count} ${count === 1 ? 'process' : 'processes'}: ${told[0]}; desk at ${told[1]}`;
}

function silentSaid({ host, platforms, seenAt }: ProcessRecord, timeZone: string): string {
  const since = deskTime(seenAt.toISOString(), timeZone);
  return `One at ${plain(host)} (${platforms.map(plain).join(', ')}) has given no sign of life since ${since}; the log there says why`;
}

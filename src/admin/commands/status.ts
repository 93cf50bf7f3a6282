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

export const statusCommand = command({
  name: 'status',
  about:
    'Shows whether all is well: platforms, assistant, model, knowledge, queue, and what could not be delivered.',
  who: 'agent',
  examples: ['status'],
  async run(_, { store, settings, knowledge, platforms, clock, desk }) {
    const config = settings.current();
    const began = clock.now().getTime();
    await store.ping();
    const answeredMs = clock.now().getTime() - began;
    const [waiting, held, deadEvents, deadPosts, health, articles] = await Promise.all([
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
    const data = {
      platforms: platforms ?? null,
      desk: desk?.platform ?? null,
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
      ...(platforms
        ? [
            `Platforms: ${platforms.map(plain).join(', ') || 'none'}${desk ? `; desk at ${plain(desk.platform)}` : ''}`,
          ]
        : []),
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
        : `Given up: ${deadEvents} events, ${deadPosts} posts; the log says why`,
    ];
    return { say: list(lines), data };
  },
});

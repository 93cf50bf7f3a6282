import type { Finding } from '../channels/adapter.ts';
import { pingRedis } from '../delivery/share-limits.ts';
import { enabledPlatforms } from '../platform/config/enabled-platforms.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { BatonError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { readArticles } from './knowledge.ts';
import { MODEL_HEALTH } from './model-health.ts';
import { openSettings, readSources } from './open-settings.ts';
import { print } from './print.ts';
import { hasModel, openModel } from './responder.ts';
import { openRuntime, type Runtime, readConfig } from './runtime.ts';
import { TITLES } from './setup/choose-platforms.ts';
import { buildAdapters } from './start-adapters.ts';

/** How long Redis may take to answer, milliseconds. */
const REDIS_PATIENCE_MS = 3_000;

/** Checks everything that Baton needs, prints what was found, and exits with 1 where something is wrong. */
export async function runDoctor(configFile: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const findings: Finding[] = [];
  for await (const finding of examine(configFile)) {
    findings.push(finding);
    if (!json) process.stdout.write(`${wordsOf(finding)}\n`);
  }
  const wrong = findings.filter(({ ok }) => !ok).length;
  print(json, { ok: wrong === 0, findings }, () => (wrong === 0 ? '\nAll is well.' : `\n${wrong} to mend.`));
  if (wrong > 0) process.exitCode = 1;
}

function wordsOf({ ok, name, detail, mend }: Finding): string {
  return `${ok ? '✓' : '✗'} ${name}: ${detail}${mend ? `\n  → ${mend}` : ''}`;
}

async function* examine(configFile: string | undefined): AsyncGenerator<Finding> {
  let config: Config;
  try {
    config = readConfig(configFile);
    yield { name: 'config', ok: true, detail: 'every setting is as it must be' };
  } catch (error) {
    yield failed('config', error);
    return;
  }
  let runtime: Runtime;
  try {
    runtime = await openRuntime(config, { beside: true });
  } catch (error) {
    yield failed('database', error);
    return;
  }
  try {
    yield* examineStore(runtime);
    const inForce = await examineChanges(configFile, runtime);
    yield inForce.finding;
    const now = { ...runtime, config: inForce.config };
    if (config.secrets.REDIS_URL) yield await examineRedis(config.secrets.REDIS_URL);
    yield await examineKnowledge(now);
    yield await examineModel(now);
    yield* examinePlatforms(now);
  } finally {
    await runtime.close();
  }
}

async function* examineStore({ store, storeKind, config }: Runtime): AsyncGenerator<Finding> {
  await store.ping();
  const detail = config.secrets.MONGODB_URI
    ? 'MongoDB answers'
    : `embedded store in ${config.store.data_dir}${storeKind === 'shared' ? ', in use by a running Baton' : ''}`;
  yield { name: 'database', ok: true, detail };
  const [events, posts] = [await store.events.countDead(), await store.outbox.countDead()];
  const dead = `${events} events given up, ${posts} posts given up`;
  const mend =
    'See what and why with `baton admin dead list`; then `baton admin dead retry`, or `baton admin dead drop`.';
  yield {
    name: 'dead letters',
    ok: events + posts === 0,
    detail: dead,
    ...(events + posts === 0 ? {} : { mend }),
  };
}

/** What commands have changed, and the configuration that is in force with it. */
async function examineChanges(
  configFile: string | undefined,
  { config, ...runtime }: Runtime,
): Promise<{ finding: Finding; config: Config }> {
  const name = 'settings';
  try {
    const settings = await openSettings(readSources(configFile), runtime);
    const changed = settings.show().filter(({ source }) => source.from === 'command').length;
    const left = settings
      .leftOut()
      .map(({ path, problems }) => `${path} is left out: ${problems.join('; ')}`);
    const ok = left.length === 0;
    const detail = [`${changed} set by command`, ...left].join('; ');
    const mend = 'Take back what is left out: `baton admin config unset PATH`.';
    return { finding: { name, ok, detail, ...(ok ? {} : { mend }) }, config: settings.current() };
  } catch (error) {
    return { finding: failed(name, error), config };
  }
}

async function examineRedis(url: string): Promise<Finding> {
  try {
    await pingRedis(url, REDIS_PATIENCE_MS);
    return { name: 'redis', ok: true, detail: 'Redis answers: the processes share their rate limits' };
  } catch (error) {
    return failed('redis', error);
  }
}

async function examineKnowledge({ config, store }: Runtime): Promise<Finding> {
  try {
    const { articles, problems } = await readArticles(config, store);
    const ok = articles.length > 0 && problems.length === 0;
    const detail = [`${articles.length} articles`, ...problems].join('; ');
    const mend =
      problems.length > 0
        ? `Mend these in ${config.knowledge.path}, or take them out; all other articles are in use.`
        : 'Put Markdown files into the folder named by knowledge.path, or run `baton kb import PATH`.';
    return { name: 'knowledge', ok, detail, ...(ok ? {} : { mend }) };
  } catch (error) {
    return failed('knowledge', error);
  }
}

/** Whether the model answers now, and whether a running Baton leaves it alone. */
export async function examineModel({
  config,
  store,
  logger,
}: Pick<Runtime, 'config' | 'store'> & { logger: Logger }): Promise<Finding> {
  const name = 'model';
  if (!hasModel(config)) {
    return { name, ok: true, detail: 'none is configured: answers quote the articles' };
  }
  const noted = await store.health.get(MODEL_HEALTH);
  const resting = noted && noted.state !== 'closed';
  const rests = resting ? `; left alone since ${noted.since.toISOString()}: ${noted.reason}` : '';
  const mend = 'Check OPENAI_API_KEY, OPENAI_BASE_URL, model.name, and the quota at the service.';
  try {
    const model = openModel(config, config.model.name, { store, logger });
    const messages = [{ role: 'user' as const, content: 'Say: ok' }];
    await model.complete(
      { purpose: 'check', conversationId: '', messages },
      AbortSignal.timeout(config.model.deadline),
    );
    return {
      name,
      ok: !resting,
      detail: `${config.model.name} answers${rests}`,
      ...(resting ? { mend } : {}),
    };
  } catch (error) {
    return { name, ok: false, detail: `${messageOf(error)}${rests}`, mend };
  }
}

async function* examinePlatforms({ config, store, logger }: Runtime): AsyncGenerator<Finding> {
  try {
    const { channels, desk } = buildAdapters(config, store, logger);
    for (const channel of channels) yield* await channel.check();
    yield* await desk.checkDesk();
    yield* deskElsewhere(config);
  } catch (error) {
    yield failed('platforms', error);
  }
}

/** Where agents work in the web workspace although a platform could have the desk, that may have been forgotten. */
function* deskElsewhere(config: Config): Generator<Finding> {
  const { desk, slack, discord } = enabledPlatforms(config);
  const could = slack !== 'off' ? 'slack' : discord ? 'discord' : undefined;
  if (desk !== 'web' || config.desk.platform !== 'auto' || !could) return;
  yield {
    name: 'desk',
    ok: true,
    detail: 'agents work in the web workspace',
    mend: `To have them work on ${TITLES[could]}, name a channel by ${could}.desk_channel; \`npx baton setup\` finds or makes one.`,
  };
}

function failed(name: string, error: unknown): Finding {
  const mend = error instanceof BatonError ? error.mend : undefined;
  return { name, ok: false, detail: messageOf(error), ...(mend ? { mend } : {}) };
}

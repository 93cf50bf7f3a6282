import type { Briefer } from '../copilot/briefs.ts';
import type { Searcher } from '../knowledge/searcher.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { BatonError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { type Actions, createActions } from '../responder/actions/actions.ts';
import { createBugReport } from '../responder/actions/create-bug-report.ts';
import { updateCustomerNote } from '../responder/actions/update-customer-note.ts';
import { createExtractiveResponder } from '../responder/extractive.ts';
import { createFallback } from '../responder/fallback.ts';
import type { ActionTools } from '../responder/model/action-tools.ts';
import { createJudge } from '../responder/model/judge.ts';
import type { Model, ModelHealth, Usage } from '../responder/model/model.ts';
import { createModelBriefer } from '../responder/model/model-briefer.ts';
import { createModelResponder } from '../responder/model/model-responder.ts';
import { createOpenAiModel } from '../responder/model/openai-model.ts';
import type { Responder } from '../responder/responder.ts';
import type { Store } from '../store/store.ts';
import { newId } from './runtime.ts';

/** Whether a model is configured. */
export function hasModel({ secrets }: Config): boolean {
  return Boolean(secrets.OPENAI_API_KEY || secrets.OPENAI_BASE_URL);
}

export interface ModelDeps {
  store: Store;
  logger: Logger;
  /** Told what each call took, besides the store. */
  spent?(usage: Usage): void;
  /** Told when the model is left alone, and when it is back. */
  changed?(health: ModelHealth): void;
}

/** A model of the configuration, under this name. What it takes is noted in the store. */
export function openModel(config: Config, name: string, { store, logger, ...told }: ModelDeps): Model {
  const { model: settings, secrets } = config;
  const log = (error: unknown) => logger.warn({ error }, 'the accounts of the model could not be kept');
  const spent = (usage: Usage) => {
    const { id, at, ...rest } = usage;
    told.spent?.(usage);
    store.usage.add({ _id: id, ...rest, at: new Date(at) }).catch(log);
  };
  return createOpenAiModel({
    settings: {
      apiKey: secrets.OPENAI_API_KEY ?? 'none',
      baseUrl: secrets.OPENAI_BASE_URL,
      name,
      patienceMs: settings.patience,
      retries: settings.retries,
      maxOutputTokens: settings.output_tokens,
      price: settings.price,
      breaker: { failures: settings.breaker.failures, restMs: settings.breaker.rest },
    },
    clock: systemClock,
    logger,
    newId,
    spent,
    ...(told.changed ? { changed: told.changed } : {}),
  });
}

/** What the assistant may do by the configuration. Throws `config.invalid` for an action that there is not. */
export function openActions(config: Config, store: Store, logger: Logger): Actions {
  const all = [createBugReport(store), updateCustomerNote(store)];
  const wanted = config.assistant.actions;
  const unknown = wanted.find((name) => all.every((action) => action.name !== name));
  if (unknown) {
    throw new BatonError('config.invalid', `assistant.actions has ${unknown}, which there is not`, {
      mend: `Use some of: ${all.map(({ name }) => name).join(', ')}.`,
    });
  }
  const actions = all.filter(({ name }) => wanted.includes(name));
  return createActions({ actions, store, clock: systemClock, logger });
}

/** Answers by the model where one is configured, and without it by quoting the articles. */
export function openResponder(
  config: Config,
  searcher: Searcher,
  { actions, ...deps }: ModelDeps & { actions: ActionTools },
): Responder {
  const extractive = createExtractiveResponder(searcher, {
    threshold: config.assistant.answer_threshold,
    byMeaning: config.model.embeddings !== '',
  });
  if (!hasModel(config)) return extractive;
  const { name, judge, deadline, prompt_tokens: budget } = config.model;
  const { changed: _, ...judgeDeps } = deps;
  const { logger } = deps;
  const model = createModelResponder({
    model: openModel(config, name, deps),
    searcher,
    logger,
    settings: { budget, guidance: config.assistant.guidance },
    actions,
    ...(judge ? { judge: createJudge(openModel(config, judge, judgeDeps)) } : {}),
  });
  return createFallback({ model, instead: extractive, clock: systemClock, logger, deadlineMs: deadline });
}

/** Tells escalations in short by the model; undefined where none is configured. */
export function openBriefer(config: Config, deps: ModelDeps): Briefer | undefined {
  if (!hasModel(config)) return undefined;
  const { changed: _, ...quiet } = deps;
  const deskLanguage = config.assistant.language.split('-')[0] ?? 'en';
  return createModelBriefer({
    model: openModel(config, config.model.name, quiet),
    logger: deps.logger,
    deskLanguage,
  });
}

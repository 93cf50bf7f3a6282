import type { Searcher } from '../knowledge/searcher.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { builtFrom, type Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';
import type { Actions } from '../responder/actions/actions.ts';
import type { ModelHealth } from '../responder/model/model.ts';
import type { Responder } from '../responder/responder.ts';
import type { Store } from '../store/store.ts';
import { type ModelDeps, openActions, openResponder } from './responder.ts';

/** What the assistant may do, by the settings in force. */
export function openLiveActions(current: Live<Config>, store: Store, logger: Logger): Actions {
  const now = builtFrom(
    current,
    ({ assistant }) => assistant.actions,
    (config) => openActions(config, store, logger),
  );
  return {
    get tools() {
      return now().tools;
    },
    run: (id, handIn) => now().run(id, handIn),
  };
}

/**
 * Answers by the settings in force; an answer that is being made keeps those that it began with. Where the model changes,
 * the new one begins afresh: whatever the one before it had done, it is not left alone.
 */
export function openLiveResponder(
  current: Live<Config>,
  searcher: Searcher,
  { actions, ...deps }: ModelDeps & { actions: Actions },
): Responder {
  let health: ModelHealth = { state: 'closed', failure: null };
  let built = 0;
  const tell = (next: ModelHealth) => {
    health = next;
    deps.changed?.(next);
  };
  const now = builtFrom(
    current,
    ({ model, assistant: { answer_threshold, guidance, actions: wanted } }) => [
      ...[model, answer_threshold, guidance, wanted],
    ],
    (config) => {
      built += 1;
      const mine = built;
      if (health.state !== 'closed') tell({ state: 'closed', failure: null });
      const changed = (next: ModelHealth) => {
        if (mine === built) tell(next);
      };
      return openResponder(config, searcher, { ...deps, changed, actions: actions.tools });
    },
  );
  return { respond: (request, signal, shows) => now().respond(request, signal, shows) };
}

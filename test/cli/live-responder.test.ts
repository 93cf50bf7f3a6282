import { expect, test } from 'vitest';
import { indexOf } from '../../src/cli/knowledge.ts';
import { openLiveActions, openLiveResponder } from '../../src/cli/live-responder.ts';
import { searcherOf } from '../../src/knowledge/searcher.ts';
import { type Config, parseConfig } from '../../src/platform/config/parse-config.ts';
import type { ModelHealth } from '../../src/responder/model/model.ts';
import { openStore } from '../../src/store/store.ts';
import { collectingLogger } from '../support/collecting-logger.ts';
import { requestFor } from '../support/reply-request.ts';
import { startTestStore } from '../support/test-store.ts';

const articles = [{ id: 'kiwi', title: 'Kiwi harvest', text: 'Kiwis ripen late in autumn.' }];

async function responderOf(env: Record<string, string>) {
  const server = await startTestStore();
  const store = await openStore(server.uri);
  const logger = collectingLogger();
  let config: Config = parseConfig('', env);
  const told: ModelHealth['state'][] = [];
  const current = () => config;
  const actions = openLiveActions(current, store, logger);
  const responder = openLiveResponder(current, searcherOf(indexOf(articles)), {
    ...{ store, logger, actions },
    changed: ({ state }) => told.push(state),
  });
  return {
    told,
    actions,
    set(more: Record<string, string>): void {
      config = parseConfig('', { ...env, ...more });
    },
    ask: async (text: string) => responder.respond(requestFor([text]), new AbortController().signal),
    async stop(): Promise<void> {
      await store.close();
      await server.stop();
    },
  };
}

test('how sure the assistant must be is changed while it runs', async () => {
  const one = await responderOf({});
  expect(await one.ask('When do kiwis ripen?')).toMatchObject({ kind: 'answer' });
  one.set({ BATON__ASSISTANT__ANSWER_THRESHOLD: '1' });
  expect(await one.ask('When do kiwis ripen?')).toMatchObject({ kind: 'abstain' });
  await one.stop();
});

test('an action that is allowed is offered to the model at once', async () => {
  const one = await responderOf({});
  expect(one.actions.tools.tools).toEqual([]);
  one.set({ BATON__ASSISTANT__ACTIONS: 'create_bug_report' });
  expect(one.actions.tools.tools.map(({ name }) => name)).toEqual(['create_bug_report']);
  await one.stop();
});

test('a model that is put in the place of one that was left alone is not', async () => {
  const env = {
    ...{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', BATON__MODEL__RETRIES: '0' },
    BATON__MODEL__BREAKER__FAILURES: '1',
  };
  const one = await responderOf(env);
  await one.ask('When do kiwis ripen?');
  expect(one.told).toEqual(['open']);
  one.set({ BATON__ASSISTANT__TURNS: '3' });
  await one.ask('When do kiwis ripen?');
  expect(one.told).toEqual(['open']);
  one.set({ BATON__MODEL__NAME: 'another' });
  await one.ask('When do kiwis ripen?');
  expect(one.told).toEqual(['open', 'closed', 'open']);
  await one.stop();
});

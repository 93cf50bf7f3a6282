import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildAdapters } from '../../src/cli/start-adapters.ts';
import { parseConfig } from '../../src/platform/config/parse-config.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type FakeTeams, startFakeTeams } from '../support/teams/fake-teams.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let teams: FakeTeams;
let server: TestStore;
let store: Store;
beforeEach(async () => {
  teams = await startFakeTeams();
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterEach(async () => {
  await store.close();
  await server.stop();
  await teams.stop();
});

test('owners of a team are asked for at TEAMS_GRAPH_URL, for as long as admin.workspace_admins is on', async () => {
  const { appId, tenantId, secret } = teams.credentials;
  const channel = teams.addChannel([]);
  const env = {
    ...{ TEAMS_APP_ID: appId, TEAMS_TENANT_ID: tenantId, TEAMS_APP_SECRET: secret },
    TEAMS_LOGIN_URL: `${teams.endpoints.login}/`,
    TEAMS_GRAPH_URL: `${teams.endpoints.graph}/`,
    BATON__TEAMS__SUPPORT_CHANNELS: channel.id,
    BATON__WEB__ENABLED: 'on',
  };
  let config = parseConfig('', env);
  const { channels } = buildAdapters(config, store, createLogger('silent'), () => config);
  const records = store.storageFor('teams');
  const value = { team: channel.team?.groupId };
  await records.insert('host', { id: channel.id, group: 'host', order: 1, value });
  const findings = async () => {
    const all = await channels.find(({ platform }) => platform === 'teams')?.check();
    return all?.filter(({ name }) => name.startsWith('teams owners at'));
  };
  expect(await findings()).toMatchObject([{ ok: true }]);
  expect(teams.server.calls.map(({ call }) => call)).toContain(
    `GET /v1.0/teams/${channel.team?.groupId}/members?$top=1`,
  );
  config = parseConfig('', { ...env, BATON__ADMIN__WORKSPACE_ADMINS: 'off' });
  expect(await findings()).toEqual([]);
});

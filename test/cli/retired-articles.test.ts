import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customersArticles, readArticles } from '../../src/cli/knowledge.ts';
import { parseConfig } from '../../src/platform/config/parse-config.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let folder: string;
let server: TestStore;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-retired-'));
  writeFileSync(join(folder, 'refunds.md'), '# Refunds\n\nRefunds take five days.\n');
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 10, 0, second));

async function shown(): Promise<string[]> {
  const config = parseConfig('', { BATON__KNOWLEDGE__PATH: folder });
  return customersArticles(config, (await readArticles(config, store)).articles).map(({ id }) => id);
}

test('a retired article of the folder is shown to no customer, until it is restored, in every process that looks', async () => {
  expect(await shown()).toEqual(['refunds']);
  expect(await store.articles.retire('refunds', 'First admin', at(1))).toBe(true);
  expect(await store.articles.retire('refunds', 'First admin', at(2))).toBe(false);
  expect(await shown()).toEqual([]);
  // Processes look for what changed since they looked last.
  expect(await store.articles.since(at(0))).toMatchObject([
    { _id: 'refunds', article: null, retired: { by: 'First admin' } },
  ]);
  expect(await store.articles.restore('refunds', at(3))).toBe(true);
  expect(await store.articles.since(at(2))).toHaveLength(1);
  expect(await shown()).toEqual(['refunds']);
});

test('an imported article that is retired stays so when it is imported again', async () => {
  await store.articles.put([{ id: 'plans', title: 'Plans', text: 'Two plans.' }], at(4));
  await store.articles.retire('plans', 'First admin', at(5));
  await store.articles.put([{ id: 'plans', title: 'Plans', text: 'Three plans.' }], at(6));
  expect(await shown()).toEqual(['refunds']);
  await store.articles.restore('plans', at(7));
  expect((await shown()).sort()).toEqual(['plans', 'refunds']);
});

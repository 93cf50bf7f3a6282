import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKnowledge } from '../../src/cli/knowledge.ts';
import { ada, startBeds } from '../admin/settings/settings-bed.ts';

test('an article is shown and hidden as the audience is changed, without a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-audience-'));
  const rows = [
    { id: 'kiwi', title: 'Kiwi harvest', text: 'Kiwis ripen late.', audience: 'customers' },
    { id: 'plum', title: 'Plum harvest', text: 'Plums ripen early.', audience: 'partners' },
  ];
  await writeFile(join(folder, 'fruit.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const beds = await startBeds();
  const file = `knowledge: { path: ${join(folder, 'fruit.jsonl')}, index: off }`;
  const { settings, store, logger } = await beds.bed({ file });
  const knowledge = await openKnowledge(settings, store, logger);
  const found = async (query: string) =>
    (await knowledge.searcher.search(query, 1)).map(({ passage }) => passage.articleId);

  expect(await found('When do plums ripen?')).not.toContain('plum');
  await settings.set('knowledge.audience', 'partners', ada);
  await knowledge.followed();
  expect(await found('When do plums ripen?')).toEqual(['plum']);
  expect(await found('When do kiwis ripen?')).not.toContain('kiwi');
  expect(knowledge.articles()).toBe(1);

  await knowledge.stop();
  await beds.stop();
  await rm(folder, { recursive: true });
});

import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/knowledge/article.ts';
import { createDenseIndex, type Embed } from '../../src/knowledge/dense/dense-index.ts';
import { embedArticles } from '../../src/knowledge/dense/embed-articles.ts';
import { createHybrid } from '../../src/knowledge/dense/hybrid.ts';
import { fillIndex } from '../../src/knowledge/fill-index.ts';
import { loadRankModel } from '../../src/knowledge/load-rank-model.ts';
import { createSearchIndex } from '../../src/knowledge/search-index.ts';
import { splitArticle } from '../../src/knowledge/split-article.ts';
import { createEmbedder } from '../../src/responder/model/openai-embedder.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestStore, type TestStore } from '../support/test-store.ts';

let server: TestStore;
let store: Store;
beforeAll(async () => {
  server = await startTestStore();
  store = await openStore(server.uri);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

const articles: Article[] = [
  { id: 'refunds', title: 'Refunds', text: 'Money comes back within 30 days.' },
  { id: 'export', title: 'Exporting', text: 'A board can be exported as CSV.' },
];
/** What a text is about, as a model of embeddings would tell it in any language. */
const TOPICS = [/refund|money|geld|zurück|erstatt/i, /export|csv|herunterlad/i, /snow|schnee/i];
function embedder() {
  const asked: string[][] = [];
  const embed: Embed = async (texts) => {
    asked.push([...texts]);
    return texts.map((text) => Float32Array.from(TOPICS, (topic) => (topic.test(text) ? 1 : 0.01)));
  };
  return { asked, embed };
}

async function hybrid(embed: Embed, model: string) {
  const words = createSearchIndex(loadRankModel());
  for (const article of articles) words.put(article.id, splitArticle(article));
  const meaning = createDenseIndex();
  const failures: unknown[] = [];
  await embedArticles(meaning, articles, { embed, cache: store.vectors, model });
  const searcher = createHybrid({
    words,
    meaning,
    embed,
    sureAt: 0.5,
    failed: (error) => void failures.push(error),
  });
  return { searcher, failures, meaning };
}

describe('search by words and by meaning', () => {
  it('finds the answer to a question in another language, and is sure of it', async () => {
    const { searcher } = await hybrid(embedder().embed, 'a');
    const [best] = await searcher.search('Wann bekomme ich mein Geld zurück?', 3);
    expect(best?.passage.articleId).toBe('refunds');
    expect(best?.confidence).toBeGreaterThan(0.9);
    expect(best?.score).toBe(1);
  });

  it('is not sure of what is far away', async () => {
    const { searcher } = await hybrid(embedder().embed, 'b');
    const [best] = await searcher.search('Gibt es in den Bergen Schnee?', 3);
    expect(best?.confidence ?? 0).toBeLessThan(0.1);
  });

  it('puts what both find first', async () => {
    const { searcher } = await hybrid(embedder().embed, 'c');
    const hits = await searcher.search('export the board', 3);
    expect(hits[0]?.passage.articleId).toBe('export');
  });

  it('goes by words alone where the question cannot be embedded', async () => {
    const { embed } = embedder();
    let works = true;
    const { searcher, failures } = await hybrid(
      (texts) => (works ? embed(texts) : Promise.reject(new Error('down'))),
      'd',
    );
    works = false;
    expect((await searcher.search('export the board', 3))[0]?.passage.articleId).toBe('export');
    expect(failures).toMatchObject([{ message: 'down' }]);
  });

  it('embeds a text once, over restarts, and forgets what an article no longer says', async () => {
    const first = embedder();
    await hybrid(first.embed, 'e');
    expect(first.asked.flat()).toHaveLength(2);
    const second = embedder();
    const { meaning } = await hybrid(second.embed, 'e');
    expect(second.asked).toEqual([]);
    const changed = { id: 'refunds', title: 'Refunds', text: 'Now about snow.' };
    await embedArticles(meaning, [changed], { embed: second.embed, cache: store.vectors, model: 'e' });
    expect(meaning.search(Float32Array.of(0, 0, 1), 1)[0]?.passage.text).toBe('Now about snow.');
    expect(meaning.search(Float32Array.of(0, 1, 0), 9)).toHaveLength(2);
  });

  it('takes vectors from a server that speaks OpenAI’s API, and says what is wrong with it', async () => {
    const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
    mock.onEmbedding(/refund/, { embedding: [0.5, 0.25] });
    await mock.start();
    const settings = { apiKey: 'test', baseUrl: `${mock.url}/v1`, name: 'embed', timeoutMs: 5_000 };
    expect(await createEmbedder(settings)(['refund'])).toEqual([Float32Array.of(0.5, 0.25)]);
    await mock.stop();
    await expect(createEmbedder(settings)(['refund'])).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('an index that is filled in the background', () => {
  it('lets others have their turn, tells how far it is, and ends with all of it', async () => {
    const many = Array.from({ length: 3_000 }, (_, number) => ({
      id: `a${number}`,
      title: `Article ${number}`,
      text: `Words about topic${number} and the calendar. `.repeat(5),
    }));
    const index = createSearchIndex(loadRankModel());
    const told: number[] = [];
    let turns = 0;
    let filling = true;
    const others = (async () => {
      while (filling) {
        turns += 1;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await fillIndex(
      (one) => index.put(one.id, splitArticle(one)),
      many,
      (done) => told.push(done),
    );
    filling = false;
    await others;
    expect(turns).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(3_000);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(index.search('topic2999', 1)[0]?.passage.articleId).toBe('a2999');
  });
});

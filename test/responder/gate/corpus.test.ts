import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Article, Passage } from '../../../src/knowledge/article.ts';
import { loadArticles } from '../../../src/knowledge/load-articles.ts';
import { loadRankModel } from '../../../src/knowledge/load-rank-model.ts';
import { createSearchIndex, type SearchIndex } from '../../../src/knowledge/search-index.ts';
import { searcherOf } from '../../../src/knowledge/searcher.ts';
import { splitArticle } from '../../../src/knowledge/split-article.ts';
import { packagePath } from '../../../src/platform/package-path.ts';
import { createExtractiveResponder } from '../../../src/responder/extractive.ts';
import { claimsOf, missingClaim, sourcesOf } from '../../../src/responder/gate/claims.ts';
import { createGate } from '../../../src/responder/gate/gate.ts';
import { createAnswerWriter, type Draft } from '../../../src/responder/model/answer-writer.ts';
import { requestFor } from '../../support/reply-request.ts';
import { answerable, unanswerable } from '../handbook-questions.ts';
import { faithful, unfaithful } from './gate-sentences.ts';

let articles: Article[] = [];
let index: SearchIndex;
beforeAll(async () => {
  articles = (await loadArticles(packagePath('config/knowledge'))).articles;
  index = createSearchIndex(loadRankModel());
  for (const article of articles) index.put(article.id, splitArticle(article));
});

const wordsOf = ({ title, headings, text, url }: Passage) => [title, ...headings, text, url ?? ''].join('\n');

it('no quoted answer has a number, a link, a name or code that its sources lack', async () => {
  const responder = createExtractiveResponder(searcherOf(index), { threshold: 0 });
  const passages = new Map(articles.flatMap(splitArticle).map((passage) => [passage.id, passage]));
  let answers = 0;
  for (const question of [...answerable.map(([asked]) => asked), ...unanswerable]) {
    const reply = await responder.respond(requestFor([question]), new AbortController().signal);
    if (reply.kind !== 'answer') continue;
    answers += 1;
    const sources = sourcesOf(reply.passages.flatMap((id) => wordsOf(passages.get(id) ?? ({} as Passage))));
    expect(missingClaim(claimsOf(reply.text), sources), question).toBeUndefined();
  }
  expect(answers).toBeGreaterThan(40);
});

it('whatever a model writes, and however it arrives, nothing is let through that its sources lack', () => {
  const sentences = [...faithful.map(([one]) => one), ...unfaithful.map(([one]) => one)];
  const pieces = fc.array(
    fc.constantFrom(...sentences, 'Sure!', 'Pay 99 EUR to X@evil.example.', '`rm -rf /`', '\n\n'),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  const passages = articles
    .filter(({ id }) => faithful.some(([, article]) => article === id))
    .flatMap(splitArticle);
  const sources = sourcesOf(passages.map(wordsOf));
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 40 }), (written, size) => {
      const draft: Draft = { text: '', passages: new Set(), supports: [] };
      const gate = createGate({ passages, said: [], done: [], language: 'en' });
      const writer = createAnswerWriter(draft, gate, () => undefined);
      const text = written.join(' ');
      for (let from = 0; from < text.length; from += size) writer.write(text.slice(from, from + size));
      writer.end();
      expect(missingClaim(claimsOf(draft.text), sources)).toBeUndefined();
      expect(draft.text).not.toMatch(/transfer you|refunded the payment|evil/);
    }),
    { numRuns: 400 },
  );
});

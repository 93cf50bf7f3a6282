import { beforeAll, describe, expect, it } from 'vitest';
import { loadArticles } from '../../src/knowledge/load-articles.ts';
import { loadRankModel } from '../../src/knowledge/load-rank-model.ts';
import { createSearchIndex } from '../../src/knowledge/search-index.ts';
import { searcherOf } from '../../src/knowledge/searcher.ts';
import { splitArticle } from '../../src/knowledge/split-article.ts';
import { settings } from '../../src/platform/config/settings.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { createExtractiveResponder } from '../../src/responder/extractive.ts';
import type { Responder } from '../../src/responder/responder.ts';
import { requestFor } from '../support/reply-request.ts';
import { answerable, unanswerable } from './handbook-questions.ts';

const index = createSearchIndex(loadRankModel());
let responder: Responder;
const signal = new AbortController().signal;

beforeAll(async () => {
  const { articles, problems } = await loadArticles(packagePath('config/knowledge'));
  expect(problems).toEqual([]);
  for (const article of articles) index.put(article.id, splitArticle(article));
  responder = createExtractiveResponder(searcherOf(index), {
    threshold: settings.assistant.answer_threshold.initial as number,
  });
});

const ask = (...said: string[]) => responder.respond(requestFor(said), signal);

it('quotes the passage that answers, and links its article', async () => {
  const reply = await ask('How do I cancel a booking?');
  expect(reply.kind === 'answer' && reply.text).toContain('Reschedule');
  expect(reply.kind === 'answer' && reply.sources[0]?.url).toBe(
    'https://help.bookwren.example/booking-cancel',
  );
});

it('finds the right article for at least 85 % of rephrased questions', () => {
  const right = answerable.filter(([question, id]) => index.search(question, 1)[0]?.passage.articleId === id);
  expect(right.length / answerable.length).toBeGreaterThanOrEqual(0.85);
});

it('answers at least 80 % of what the handbook answers, and abstains from 90 % of what it does not', async () => {
  const answered = await Promise.all(answerable.map(([question]) => ask(question)));
  const abstained = await Promise.all(unanswerable.map((question) => ask(question)));
  const share = (replies: { kind: string }[], kind: string) =>
    replies.filter((reply) => reply.kind === kind).length / replies.length;
  expect(share(answered, 'answer')).toBeGreaterThanOrEqual(0.8);
  expect(share(abstained, 'abstain')).toBeGreaterThanOrEqual(0.9);
});

describe('it abstains', () => {
  it.each(['', '🎉', '???', 'the of and', '导出日历', '\u0000'])(
    'from what holds no question: %j',
    async (text) => {
      expect(await ask(text)).toMatchObject({ kind: 'abstain', reason: 'no_grounding' });
    },
  );

  // Words of another language say nothing about articles in English; who could tell needs embeddings, or a model.
  it.each([
    'Wie setze ich mein Passwort zurück?',
    'Wie lange dauert eine Rückerstattung?',
    'Comment annuler mon abonnement ?',
    '¿Cómo exporto mi calendario?',
    'Come posso connettere il mio calendario Google?',
    'Jak zmienić hasło?',
    'Şifremi nasıl sıfırlarım?',
    'Как вернуть деньги?',
    'मैं अपना पासवर्ड कैसे रीसेट करूँ?',
  ])('from a question in another language than the articles: %j', async (text) => {
    expect(await ask(text)).toMatchObject({ kind: 'abstain', reason: 'no_grounding' });
  });

  it('when there is no article at all', async () => {
    const empty = createExtractiveResponder(searcherOf(createSearchIndex(loadRankModel())), {
      threshold: 0.1,
    });
    const reply = await empty.respond(requestFor(['refund?']), signal);
    expect(reply).toMatchObject({ kind: 'abstain', considered: [] });
  });
});

it('reads a short message together with the one before it', async () => {
  const reply = await ask('How do I connect my calendar?', 'and outlook?');
  expect(reply).toMatchObject({
    kind: 'answer',
    sources: [{ title: 'Connect Google Calendar, Outlook or iCloud' }],
  });
});

it('stops at once when the conversation has moved on', async () => {
  await expect(responder.respond(requestFor(['refund']), AbortSignal.abort())).rejects.toThrow();
});

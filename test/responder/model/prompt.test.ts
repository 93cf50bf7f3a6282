import { expect, it } from 'vitest';
import { z } from 'zod';
import { loadArticles } from '../../../src/knowledge/load-articles.ts';
import { loadRankModel } from '../../../src/knowledge/load-rank-model.ts';
import { createSearchIndex } from '../../../src/knowledge/search-index.ts';
import { splitArticle } from '../../../src/knowledge/split-article.ts';
import { packagePath } from '../../../src/platform/package-path.ts';
import { cutToTokens, estimateTokens } from '../../../src/responder/model/estimate-tokens.ts';
import { buildPrompt, chosenPassages } from '../../../src/responder/model/prompt.ts';
import { BASE_TOOLS } from '../../../src/responder/model/tools.ts';
import { requestOf } from '../../../src/responder/replies.ts';
import { customerMessage } from '../../support/events.ts';
import { launchPolicy } from '../../support/reader.ts';
import { requestFor } from '../../support/reply-request.ts';
import { Story } from '../../support/story.ts';
import { answerable } from '../handbook-questions.ts';

const BUDGET = 6_000;
/** Nobody is brought in, so that the assistant goes on for long. */
const weights = Object.fromEntries(Object.keys(launchPolicy.weights).map((name) => [name, 0]));
const policy = { ...launchPolicy, weights: weights as typeof launchPolicy.weights };

/** The prompts of a conversation of so many exchanges over the sample handbook. */
async function promptsOf(exchanges: number): Promise<string[][]> {
  const { articles } = await loadArticles(packagePath('config/knowledge'));
  const index = createSearchIndex(loadRankModel());
  for (const article of articles) index.put(article.id, splitArticle(article));
  const story = new Story();
  const prompts: string[][] = [];
  for (let number = 0; number < exchanges; number++) {
    const question = answerable[number % answerable.length]?.[0] ?? '';
    story.on(customerMessage(question), { policy });
    const { reply } = story.state;
    if (!reply) throw new Error(`no answer is wanted to: ${question}`);
    const hits = index.search(question, 8);
    const passages = chosenPassages(hits.map(({ passage }) => passage));
    const prompt = buildPrompt(requestOf(story.state, 40), passages, { budget: BUDGET, guidance: [] });
    prompts.push(prompt.map(({ content }) => content));
    const text = hits[0]?.passage.text.slice(0, 300) ?? 'Yes.';
    const given = { kind: 'answer' as const, text, sources: [], passages: [], confidence: 1 };
    story.on(
      {
        kind: 'reply.ready',
        id: `reply:${number}`,
        at: '2026-01-05T10:00:05.000Z',
        replyId: reply.id,
        reply: given,
      },
      { policy },
    );
  }
  return prompts;
}

/** Tools stand before the messages, and are always the same. */
const TOOLS = estimateTokens(
  JSON.stringify(
    Object.values(BASE_TOOLS).map((tool) => ({ ...tool, parameters: z.toJSONSchema(tool.parameters) })),
  ),
);
const tokensOf = (messages: readonly string[]) => messages.reduce((sum, one) => sum + estimateTokens(one), 0);
/** The share of a prompt that is, word for word, the beginning of the one before it. */
function sharedShare(before: readonly string[], now: readonly string[]): number {
  const same = now.findIndex((one, index) => one !== before[index]);
  return (TOOLS + tokensOf(now.slice(0, same))) / (TOOLS + tokensOf(now));
}

it('a prompt stays in its budget at message 1,000, and begins as the one before it did', async () => {
  const prompts = await promptsOf(500);
  for (const prompt of prompts) expect(tokensOf(prompt)).toBeLessThanOrEqual(BUDGET);
  const shares = prompts.slice(1).map((prompt, index) => sharedShare(prompts[index] ?? [], prompt));
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  expect(mean).toBeGreaterThanOrEqual(0.7);
});

it('gives the rules of the workspace, and the language of the customer', () => {
  const guidance = ['Call customers by their first name.', 'Never name a competitor.'];
  const request = requestFor(['Wie lange dauert das?'], { language: 'de' });
  const [system, ...rest] = buildPrompt(request, [], { budget: 3_000, guidance });
  expect(system?.role).toBe('system');
  for (const rule of guidance) expect(system?.content).toContain(`- ${rule}`);
  expect(rest.at(-1)?.content).toContain('The customer writes in: de');
});

it('keeps to the budget whatever is written', () => {
  const turns = [...Array(32).keys()].map((number) => ({
    role: number % 2 === 0 ? ('customer' as const) : ('assistant' as const),
    text: '導出日曆 words and words '.repeat(200),
    seq: number + 1,
  }));
  const last = { role: 'customer' as const, text: 'why? '.repeat(20_000), seq: 33 };
  const prompt = buildPrompt(requestFor([...turns, last]), [], { budget: 3_000, guidance: [] });
  expect(tokensOf(prompt.map(({ content }) => content))).toBeLessThanOrEqual(3_000);
});

it('cuts a text to its tokens, and leaves a short one alone', () => {
  expect(cutToTokens('a short one', 10)).toBe('a short one');
  expect(estimateTokens(cutToTokens('words '.repeat(1_000), 50))).toBeLessThanOrEqual(52);
});

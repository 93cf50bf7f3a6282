import type { Source } from '../channels/content.ts';
import { clearLanguage } from '../knowledge/analysis/clear-language.ts';
import { contentWords } from '../knowledge/analysis/content-words.ts';
import type { Hit } from '../knowledge/search-index.ts';
import type { Searcher } from '../knowledge/searcher.ts';
import { blocksOf } from '../knowledge/split-article.ts';
import type { Reply, ReplyRequest, Responder } from './responder.ts';

export interface ExtractiveSettings {
  /** Confidence below which it abstains, 0..1. */
  threshold: number;
  /** Whether articles are found by meaning too; where not, one in another language than the question is found by chance. */
  byMeaning?: boolean;
}

/** Passages looked at for one answer. */
const LOOKED_AT = 8;
/** Characters of a quotation; cut at a paragraph or a list item. */
const QUOTE_LIMIT = 900;
/** A message with fewer telling words than this is read together with the customer's one before it. */
const ENOUGH_WORDS = 3;
/** A passage of another article is named as a source when it scores at least this share of the best. */
const ALSO_SHARE = 0.75;
const SOURCES = 3;

/** Answers by quoting the best passage of the knowledge base, without any model; abstains where none speaks of the question. */
export function createExtractiveResponder(searcher: Searcher, settings: ExtractiveSettings): Responder {
  /** What was asked before is looked at too where the newest message says too little by itself, and finds nothing. */
  async function search({ turns }: ReplyRequest, signal: AbortSignal): Promise<Hit[]> {
    const asked = turns.filter(({ role }) => role === 'customer').map(({ text }) => text);
    const [before, newest = ''] = [asked.at(-2), asked.at(-1)];
    const hits = await searcher.search(newest, LOOKED_AT, signal);
    const enough = confidenceOf(hits) >= settings.threshold || contentWords(newest).length >= ENOUGH_WORDS;
    return enough || before === undefined ? hits : searcher.search(`${before} ${newest}`, LOOKED_AT, signal);
  }

  return {
    async respond(request, signal) {
      signal.throwIfAborted();
      const hits = await search(request, signal);
      const newest = request.turns.findLast(({ role }) => role === 'customer')?.text ?? '';
      const foreign = !settings.byMeaning && hits[0] !== undefined && speaksOther(newest, hits[0]);
      return replyOf(hits, foreign ? Number.POSITIVE_INFINITY : settings.threshold);
    },
  };
}

/** Whether the question is clearly in another language than what was found: words that look alike tell little then. */
function speaksOther(question: string, { passage }: Hit): boolean {
  const own = passage.language?.split('-')[0] ?? clearLanguage(passage.text, 'en');
  return clearLanguage(question, own) !== own;
}

/** How likely the best passage's article answers, 0..1; 0 where nothing was found. */
export function confidenceOf(hits: readonly Hit[]): number {
  return hits[0]?.confidence ?? 0;
}

function replyOf(hits: readonly Hit[], threshold: number): Reply {
  const confidence = confidenceOf(hits);
  const [best] = hits;
  if (!best || confidence < threshold) {
    return {
      kind: 'abstain',
      reason: 'no_grounding',
      considered: sourcesOf(hits.slice(0, SOURCES)),
      confidence,
    };
  }
  const used = hits.filter(({ score }) => score >= best.score * ALSO_SHARE);
  return {
    kind: 'answer',
    text: quoteOf(best),
    sources: sourcesOf(used).slice(0, SOURCES),
    passages: [best.passage.id],
    confidence,
  };
}

/** The passage under its heading, cut at a sensible place. */
function quoteOf({ passage }: Hit): string {
  const heading = passage.headings.at(-1) ?? passage.title;
  let quoted = '';
  for (const block of blocksOf(passage.text)) {
    if (quoted && quoted.length + block.length > QUOTE_LIMIT) return `**${heading}**\n\n${quoted}\n\n…`;
    quoted = quoted ? `${quoted}\n\n${block}` : block;
  }
  return `**${heading}**\n\n${quoted}`;
}

function sourcesOf(hits: readonly Hit[]): Source[] {
  const byArticle = new Map(
    hits.map(({ passage }) => [
      passage.articleId,
      { title: passage.title, ...(passage.url ? { url: passage.url } : {}) },
    ]),
  );
  return [...byArticle.values()];
}

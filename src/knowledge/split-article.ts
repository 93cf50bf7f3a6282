import type { Article, Passage } from './article.ts';

/** Characters that a passage may have before it is cut at a paragraph; a paragraph by itself may be longer. */
const PASSAGE_LIMIT = 1_200;
/** Characters of prose that a passage may take over from the one before it. */
const OVERLAP = 240;

/** Cuts an article into passages: one for each heading, or several where the text beneath it is long. */
export function splitArticle(article: Article): Passage[] {
  const { id, title, url, language, area } = article;
  const about = { ...(url ? { url } : {}), ...(language ? { language } : {}), ...(area ? { area } : {}) };
  return sectionsOf(article.text)
    .flatMap(({ headings, text }) => chunksOf(text).map((chunk) => ({ headings, text: chunk })))
    .map(({ headings, text }, index) => ({
      id: `${id}#${index + 1}`,
      articleId: id,
      title,
      ...about,
      headings: headings.filter((heading) => heading !== title),
      text,
    }));
}

interface Section {
  headings: string[];
  text: string;
}

function sectionsOf(markdown: string): Section[] {
  const sections: { headings: string[]; lines: string[] }[] = [{ headings: [], lines: [] }];
  const trail: string[] = [];
  let fenced = false;
  for (const line of markdown.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    if (!heading) {
      sections.at(-1)?.lines.push(line);
      continue;
    }
    trail.length = Math.min(trail.length, (heading[1]?.length ?? 1) - 1);
    trail[(heading[1]?.length ?? 1) - 1] = heading[2] ?? '';
    sections.push({ headings: trail.filter(Boolean), lines: [] });
  }
  return sections
    .map(({ headings, lines }) => ({ headings, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '');
}

/**
 * Paragraphs together up to the limit; a fence or a list stays whole. A passage begins with what the one before it ended
 * with, so that "it" and "this step" can be understood in it.
 */
function chunksOf(text: string): string[] {
  const chunks: string[][] = [];
  let length = 0;
  for (const block of blocksOf(text)) {
    const current = chunks.at(-1);
    if (current && length + block.length <= PASSAGE_LIMIT) {
      current.push(block);
    } else {
      const before = endOf(current?.at(-1) ?? '');
      chunks.push(before ? [before, block] : [block]);
      length = before.length;
    }
    length += block.length;
  }
  return chunks.map((chunk) => chunk.join('\n\n'));
}

/** The last sentences of a paragraph; nothing of a list, table, quotation or code, which say little in part. */
function endOf(block: string): string {
  if (/^\s*([-*+>|#]|\d+[.)]|```|~~~)/m.test(block)) return '';
  const sentences = block.split(/(?<=[.!?…。！？]["”’)]?)\s+/u);
  let end = '';
  for (const sentence of sentences.reverse()) {
    if (end.length + sentence.length >= OVERLAP) break;
    end = end ? `${sentence} ${end}` : sentence;
  }
  return end;
}

/** Paragraphs, with what stands between fences in one piece. */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let fenced = false;
  let open = false;
  for (const line of text.split('\n')) {
    const fence = /^\s*(```|~~~)/.test(line);
    if (!fenced && line.trim() === '') {
      open = false;
      continue;
    }
    if (open) blocks[blocks.length - 1] += `\n${line}`;
    else blocks.push(line);
    open = true;
    if (fence) fenced = !fenced;
  }
  return blocks;
}

import { splitterFor } from '../../../src/markdown/split-markdown.ts';
import { clean } from './escape.ts';
import { toHtml } from './to-html.ts';
import { writeBlocks } from './write-blocks.ts';
import { writeInline } from './write-inline.ts';

/** Cuts canonical Markdown into pieces that are at most `limit` characters long as HTML. */
export const splitMarkdown = splitterFor({
  clean,
  write: toHtml,
  writeBlocks,
  writeInline,
  // A `>` becomes both tags of a quote.
  mostGrowth: 26,
  plainGrowth: 26,
  fence: 11,
});

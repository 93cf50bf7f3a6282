import { splitterFor } from '../../../src/markdown/split-markdown.ts';
import { clean } from './escape.ts';
import { toMrkdwn } from './to-mrkdwn.ts';
import { writeTree } from './write-blocks.ts';
import { writeInline } from './write-inline.ts';

/** Cuts canonical Markdown into pieces that are at most `limit` characters long as mrkdwn. */
export const splitMarkdown = splitterFor({
  clean,
  write: toMrkdwn,
  writeBlocks: (children) => writeTree({ type: 'root', children }),
  writeInline,
  // An `&` in a bare address.
  mostGrowth: 12,
  plainGrowth: 5,
  fence: 8,
});

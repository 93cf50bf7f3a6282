import { splitterFor } from '../../../src/markdown/split-markdown.ts';
import { clean } from './escape.ts';
import { toDiscord } from './to-discord.ts';
import { writeTree } from './write-blocks.ts';
import { writeInline } from './write-inline.ts';

/** Cuts canonical Markdown into pieces that are at most `limit` characters long as Discord Markdown. */
export const splitMarkdown = splitterFor({
  clean,
  write: toDiscord,
  writeBlocks: (children) => writeTree({ type: 'root', children }),
  writeInline,
  mostGrowth: 12,
  plainGrowth: 5,
  fence: 8,
});

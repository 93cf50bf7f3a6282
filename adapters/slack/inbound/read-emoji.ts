import { listOf, shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { Emoji } from './happening.ts';

const CODE_POINTS = /^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,15}$/;
/** Rich text nests lists and quotes, never deeper than this. */
const DEEPEST = 6;

/**
 * The characters of a message's emoji: its text has their short names only, its blocks tell the code points. Emoji of
 * the workspace's own have none. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function readEmoji(blocks: unknown): Emoji {
  const found = new Map<string, string>();
  collect(listOf(blocks), found, DEEPEST);
  return found;
}

function collect(elements: unknown[], found: Map<string, string>, deepest: number): void {
  if (deepest === 0) return;
  for (const each of elements) {
    const element = shapeOf(each);
    const points = textOf(element['unicode']).toLowerCase();
    if (element['type'] === 'emoji' && CODE_POINTS.test(points)) {
      const tone = element['skin_tone'];
      const name = textOf(element['name']) + (typeof tone === 'number' ? `::skin-tone-${tone}` : '');
      const numbers = points.split('-').map((point) => Number.parseInt(point, 16));
      if (numbers.every((point) => point <= 0x10ffff)) found.set(name, String.fromCodePoint(...numbers));
    }
    collect(listOf(element['elements']), found, deepest - 1);
  }
}

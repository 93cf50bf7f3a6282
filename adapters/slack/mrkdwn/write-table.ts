import type { Table } from 'mdast';
import { plainText } from '../../../src/markdown/markdown.ts';

/** Wider cells push their row out of line rather than every other row. */
const WIDEST_COLUMN = 40;

/** A table as lines of aligned columns, to stand in a fence: mrkdwn has no tables. */
export function writeTable(table: Table): string {
  const rows = table.children.map((row) =>
    row.children.map((cell) => plainText(cell).replace(/\s+/g, ' ').trim()),
  );
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, Math.min((row[column] ?? '').length, WIDEST_COLUMN)), 3),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  const ruler = widths.map((width) => '-'.repeat(width)).join('-|-');
  return [...lines.slice(0, 1), ruler, ...lines.slice(1)].join('\n');
}

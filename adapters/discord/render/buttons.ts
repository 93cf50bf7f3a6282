import type { Button } from '../../../src/channels/content.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { BatonError } from '../../../src/platform/errors.ts';
import { LIMITS } from '../limits.ts';
import type { ActionRow, ButtonComponent } from './rendered.ts';

const STYLE = { primary: 1, secondary: 2, danger: 4, link: 5 } as const;
/** Tells our custom ids from any other. */
const MARK = 'b';

/** Buttons in rows of five; more than Discord has room for are left out. A link comes first. */
export function actionRows(buttons: readonly Button[], link?: { label: string; url: string }): ActionRow[] {
  const all = [...(link ? linkButton(link) : []), ...buttons.map(buttonComponent)];
  const rows: ActionRow[] = [];
  for (let at = 0; at < Math.min(all.length, LIMITS.rows * LIMITS.rowButtons); at += LIMITS.rowButtons) {
    rows.push({ type: 1, components: all.slice(at, at + LIMITS.rowButtons) });
  }
  return rows;
}

/** The one button that opens something; its custom id is made elsewhere. */
export function openerRow(label: string, custom_id: string): ActionRow[] {
  return [
    { type: 1, components: [{ type: 2, style: STYLE.primary, label: labelOf(label.trim()), custom_id }] },
  ];
}

function buttonComponent({ id, label, value, style }: Button): ButtonComponent {
  return {
    type: 2,
    style: STYLE[style ?? 'secondary'],
    label: labelOf(label.trim() || id),
    custom_id: writeCustomId(id, value),
  };
}

function linkButton({ label, url }: { label: string; url: string }): ButtonComponent[] {
  if (!/^https?:\/\//.test(url) || url.length > LIMITS.buttonUrl) return [];
  return [{ type: 2, style: STYLE.link, label: labelOf(label.trim() || url), url }];
}

function labelOf(words: string): string {
  return shorten(words, LIMITS.buttonLabel) || '…';
}

/** Throws `delivery.permanent` where it is longer than Discord takes: a shortened one could not be understood. */
function writeCustomId(id: string, value: string): string {
  const custom = [MARK, id.replaceAll('|', '%7C'), value].join('|');
  if (custom.length <= LIMITS.customId) return custom;
  throw new BatonError('delivery.permanent', `The button ${id} carries more than Discord takes`, {
    mend: 'This is a fault of Baton; please report it with the log around it.',
    data: { length: custom.length },
  });
}

/** What a button of ours does and is about; undefined for any other. */
export function readCustomId(custom: string): { action: string; value: string } | undefined {
  const [mark, id, ...value] = custom.split('|');
  if (mark !== MARK || id === undefined || id === '') return undefined;
  return { action: id.replaceAll('%7C', '|'), value: value.join('|') };
}

import type { Card, CardSection } from '../../../src/channels/content.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { LIMITS } from '../limits.ts';
import { escapedWithin } from '../mrkdwn/escaped-within.ts';
import { writeLink } from '../mrkdwn/write-inline.ts';
import { actions, type Block, context, fields, header, section } from './blocks.ts';
import { mentionsOf } from './mentions.ts';
import type { Rendered } from './rendered.ts';
import { shortenMrkdwn } from './shorten-mrkdwn.ts';

const STATE: Record<Card['state'], string> = { waiting: '🟠', held: '🟢', ended: '⚪' };

/** Longest texts of a card, in characters of mrkdwn. */
interface Room {
  line: number;
  field: number;
  section: number;
  fields: number;
  sections: number;
}

/** From all that Slack takes down to what certainly fits; the first that fits is shown. */
const ROOMS: readonly Room[] = [
  { line: 600, field: 1000, section: 2800, fields: 20, sections: 20 },
  { line: 600, field: 300, section: 1200, fields: 20, sections: 20 },
  { line: 300, field: 100, section: 500, fields: 10, sections: 10 },
  { line: 200, field: 60, section: 200, fields: 5, sections: 5 },
];

/** A card, within Slack's limits whatever it holds; what does not fit is cut with an ellipsis, longest texts first. */
export function renderCard(card: Card): Rendered {
  const text = escapedWithin(`${card.title}: ${card.status}`, 300);
  let blocks: Block[] = [];
  for (const room of ROOMS) {
    blocks = blocksOf(card, room);
    if (blocks.length <= LIMITS.blocks && JSON.stringify(blocks).length <= LIMITS.allBlocks) break;
  }
  return { text, blocks };
}

function blocksOf(card: Card, room: Room): Block[] {
  return [
    header(card.title),
    context(statusLine(card, room)),
    ...(mentionsOf(card.mentions) === '' ? [] : [section(mentionsOf(card.mentions))]),
    ...fieldBlocks(card, room),
    ...card.sections.slice(0, room.sections).flatMap((part) => sectionBlocks(part, room)),
    ...actions(card.buttons),
  ];
}

function statusLine({ state, status, link }: Card, room: Room): string {
  const parts = [`${STATE[state]} ${escapedWithin(status, room.line)}`];
  const written = link ? writeLink(link.url, shorten(link.label, 100)) : '';
  // Measured as written: an address made of signs that must be escaped grows to five times its length.
  if (written !== '' && written.length <= 2 * room.line) parts.push(written);
  return parts.join(' · ');
}

function fieldBlocks(card: Card, room: Room): Block[] {
  const texts = card.fields.slice(0, room.fields).map(({ label, value }) => {
    const words = escapedWithin(value.trim() || '—', room.field);
    return `*${escapedWithin(label, 80)}*\n${words}`;
  });
  const blocks: Block[] = [];
  for (let at = 0; at < texts.length; at += LIMITS.fields)
    blocks.push(fields(texts.slice(at, at + LIMITS.fields)));
  return blocks;
}

function sectionBlocks({ heading, text }: CardSection, room: Room): Block[] {
  const title = heading ? `*${escapedWithin(heading, 100)}*` : '';
  const body = [title, shortenMrkdwn(text, room.section)].filter((part) => part !== '').join('\n');
  return body === '' ? [] : [section(body)];
}

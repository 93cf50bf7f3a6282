import type { Card } from '../../../src/channels/content.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { escapeText } from '../dialect/escape.ts';
import { LIMITS } from '../limits.ts';
import { actionRows } from './buttons.ts';
import { mentionsOf } from './mentions.ts';
import type { Embed, Rendered } from './rendered.ts';
import { shortenMarkdown } from './shorten-markdown.ts';

const STATE: Record<Card['state'], { mark: string; color: number }> = {
  waiting: { mark: '🟠', color: 0xf28c28 },
  held: { mark: '🟢', color: 0x2e8b57 },
  ended: { mark: '⚪', color: 0x9e9e9e },
};

/** Longest texts of a card, in characters of Discord Markdown. */
interface Room {
  line: number;
  field: number;
  section: number;
  fields: number;
  sections: number;
}

/** From all that Discord takes down to what certainly fits; the first that fits is shown. */
const ROOMS: readonly Room[] = [
  { line: 500, field: 1000, section: 3000, fields: 25, sections: 20 },
  { line: 500, field: 300, section: 1000, fields: 20, sections: 12 },
  { line: 300, field: 150, section: 550, fields: 15, sections: 7 },
  { line: 300, field: 100, section: 400, fields: 12, sections: 6 },
  { line: 200, field: 60, section: 200, fields: 8, sections: 4 },
];

/** A card, within Discord's limits whatever it holds; what does not fit is cut with an ellipsis, longest texts first. */
export function renderCard(card: Card): Rendered {
  const embed = fittingEmbed(card);
  const { written, allowed } = mentionsOf(card.mentions);
  return {
    content: written,
    embeds: [embed],
    components: actionRows(card.buttons, card.link),
    flags: 0,
    allowed_mentions: allowed,
  };
}

/** One room after the other is tried, as each takes its time to fill. */
function fittingEmbed(card: Card): Embed {
  for (const room of ROOMS) {
    const embed = embedOf(card, room);
    if (fits(embed)) return embed;
  }
  return embedOf(card, SMALLEST);
}

const SMALLEST: Room = { line: 100, field: 40, section: 100, fields: 4, sections: 2 };

function embedOf(card: Card, room: Room): Embed {
  const { mark, color } = STATE[card.state];
  const sections = card.sections.slice(0, room.sections).map(({ heading, text }) => {
    const title = heading ? `**${plain(heading, 100)}**` : '';
    return [title, shortenMarkdown(text, room.section)].filter((part) => part !== '').join('\n');
  });
  return {
    title: plain(card.title, 200) || '…',
    description: [`${mark} ${plain(card.status, room.line)}`, ...sections]
      .filter((part) => part !== '')
      .join('\n\n'),
    color,
    fields: card.fields.slice(0, room.fields).map(({ label, value }) => ({
      name: plain(label, 80) || '…',
      value: plain(value.trim(), room.field) || '—',
      inline: true,
    })),
  };
}

/** All texts of an embed count together. */
function fits({ title, description, fields }: Embed): boolean {
  const total = fields.reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    title.length + description.length,
  );
  return (
    total <= LIMITS.embedTotal &&
    title.length <= LIMITS.embedTitle &&
    description.length <= LIMITS.embedDescription &&
    fields.every(({ value }) => value.length <= LIMITS.embedFieldValue)
  );
}

/** Plain words of at most `limit` characters once they are escaped. */
function plain(words: string, limit: number): string {
  const text = escapeText(shorten(words, limit));
  return text.length <= limit ? text : escapeText(shorten(words, Math.floor(limit / 3)));
}

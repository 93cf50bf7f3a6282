import type { CardContent, TextContent } from '../../../src/channels/content.ts';

/** Content as a text, for places where a card would be taken for one customer's case. */
export function asText(content: TextContent | CardContent): TextContent {
  if (content.kind === 'text') return content;
  const { title, status, fields, sections } = content.card;
  const facts = fields.map(({ label, value }) => `- **${label}:** ${value}`).join('\n');
  const parts = sections.map(({ heading, text }) => (heading ? `**${heading}**\n\n${text}` : text));
  return { kind: 'text', text: [`**${title}**`, status, facts, ...parts].filter(Boolean).join('\n\n') };
}

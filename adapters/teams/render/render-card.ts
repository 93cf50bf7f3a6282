import type { Activity } from 'botbuilder';
import type { PhrasingContent } from 'mdast';
import type { Button, Card, Source, TextContent } from '../../../src/channels/content.ts';
import { formAction } from '../../../src/channels/form.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { parseMarkdown, plainText } from '../../../src/markdown/markdown.ts';
import { inlineReferences } from '../../../src/markdown/references.ts';
import { clean, isSafeUrl } from '../html/escape.ts';
import { CARD_HTML, LIMITS } from '../limits.ts';
import { entitiesOf } from './entities.ts';
import { feedbackLoop } from './feedback.ts';
import { shownLabel } from './shown-label.ts';
import { type TextLine, textLines } from './text-runs.ts';

const STATE: Record<Card['state'], string> = { waiting: '🟠', held: '🟢', ended: '⚪' };
const LONGEST_LABEL = 75;
const LONGEST_VALUE = 2000;
const LONGEST_FIELD = 300;
const MOST_PARTS = 20;
const LONGEST_SUMMARY = 120;

/** A message with buttons, as a card. */
export function renderButtons(content: TextContent, buttons: readonly Button[]): Partial<Activity> {
  const { text, tone, author, generated = false, sources = [] } = content;
  const style = tone === 'system' ? { isSubtle: true as const } : {};
  const name = author?.name.trim() ? plainLines(author.name, { weight: 'Bolder' }) : [];
  const body = [...name, ...markdownLines(text, CARD_HTML, style), ...sourceLines(sources)];
  const summary = shorten(plainOf(text) || buttons.map(({ label }) => label).join(' · '), LONGEST_SUMMARY);
  return {
    ...cardActivity(body, actionsOf(buttons), summary),
    ...entitiesOf(generated, []),
    ...feedbackLoop(content),
  };
}

/** One line a source: a card has no citations. */
function sourceLines(sources: readonly Source[]): TextLine[] {
  return sources.slice(0, LIMITS.citations).flatMap(({ title, url }, at) => {
    const words = shorten(clean(title).replace(/\s+/g, ' ').trim() || url || '…', LONGEST_LABEL);
    const label: PhrasingContent = { type: 'text', value: `📄 [${at + 1}] ` };
    const link: PhrasingContent = {
      type: 'link',
      url: url ?? '',
      title: null,
      children: [{ type: 'text', value: words }],
    };
    return textLines([{ type: 'paragraph', children: [label, link] }]).map((each) =>
      at === 0 ? each : { ...each, spacing: 'None' },
    );
  });
}

/** A card, kept short whatever it holds. */
export function renderCard(card: Card): Partial<Activity> {
  const fields = card.fields.slice(0, MOST_PARTS).map(({ label, value }): TextLine => {
    const [name, words] = [
      shorten(clean(label), LONGEST_LABEL),
      shorten(clean(value).trim() || '—', LONGEST_FIELD),
    ];
    return {
      type: 'RichTextBlock',
      spacing: 'Small',
      inlines: [
        { type: 'TextRun', text: `${name}: `, weight: 'Bolder' },
        { type: 'TextRun', text: words },
      ],
    };
  });
  const room = Math.floor(CARD_HTML / Math.max(1, Math.min(card.sections.length, MOST_PARTS)));
  const sections = card.sections
    .slice(0, MOST_PARTS)
    .flatMap(({ heading, text }) => [
      ...(heading ? plainLines(heading, { weight: 'Bolder' }) : []),
      ...markdownLines(text, room),
    ]);
  const title = plainLines(card.title, { weight: 'Bolder' });
  const status = plainLines(`${STATE[card.state]} ${card.status}`, { isSubtle: true });
  const { link } = card;
  const open =
    link && isSafeUrl(link.url)
      ? [{ type: 'Action.OpenUrl', title: shorten(link.label, LONGEST_LABEL), url: link.url }]
      : [];
  const body = [...title, ...status, ...fields, ...sections];
  return cardActivity(
    body,
    [...actionsOf(card.buttons), ...open],
    shorten(`${card.title}: ${card.status}`, LONGEST_SUMMARY),
  );
}

/** Markdown as lines of a card, of at most `room` characters. */
export function markdownLines(
  markdown: string,
  room: number,
  style: Parameters<typeof textLines>[1] = {},
): TextLine[] {
  if (markdown.trim() === '') return [];
  const tree = parseMarkdown(shorten(clean(markdown), room));
  inlineReferences(tree);
  return textLines(tree.children, style);
}

function plainLines(text: string, style: Parameters<typeof textLines>[1]): TextLine[] {
  const value = shorten(clean(text).replace(/\s+/g, ' ').trim(), LONGEST_FIELD);
  return textLines([{ type: 'paragraph', children: [{ type: 'text', value }] }], style);
}

function plainOf(markdown: string): string {
  return plainText(parseMarkdown(clean(markdown.slice(0, CARD_HTML))))
    .replace(/\s+/g, ' ')
    .trim();
}

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** Version 1.4 is the first with Action.Execute; 1.5 is what Teams shows everywhere. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#adaptive-card */
export function adaptiveCard(body: object[], actions: object[]): object {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    actions,
  };
}

function cardActivity(body: TextLine[], actions: object[], summary: string): Partial<Activity> {
  const content = adaptiveCard(body, actions);
  return { type: 'message', summary, attachments: [{ contentType: ADAPTIVE_CARD, content }] };
}

/**
 * Clients that do not know Action.Execute take the Action.Submit; both bring the same data. What opens a form asks for a
 * dialog, which only an Action.Submit can.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#backward-compatibility
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
function actionsOf(buttons: readonly Button[]): object[] {
  return buttons.map(({ id, label, value, style }) => {
    const shown = {
      title: shownLabel(label, id),
      data: { baton: { action: id, value: value.slice(0, LONGEST_VALUE) } },
      ...(style ? { style: style === 'primary' ? 'positive' : 'destructive' } : {}),
    };
    if (formAction(id) !== undefined) {
      return { type: 'Action.Submit', ...shown, data: { ...shown.data, msteams: { type: 'task/fetch' } } };
    }
    return { type: 'Action.Execute', verb: 'baton', ...shown, fallback: { type: 'Action.Submit', ...shown } };
  });
}

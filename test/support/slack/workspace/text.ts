import type { Workspace } from './workspace.ts';

/** Slack writes emoji as names. A few stand for all. */
const EMOJI: [string, string][] = [
  ['👋', ':wave:'],
  ['🎉', ':tada:'],
  ['🙂', ':slightly_smiling_face:'],
  ['😀', ':grinning:'],
  ['👍', ':+1:'],
  ['❤️', ':heart:'],
  ['🚀', ':rocket:'],
  ['😡', ':rage:'],
  ['🙏', ':pray:'],
  ['✅', ':white_check_mark:'],
];

/** Code is not looked into for links or emoji. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;
const LINK = /(?:https?:\/\/|mailto:)[^\s<>|]+/;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const DOMAIN = /\b(?:[\w-]+\.)+(?:com|org|net|io|dev)\b(?:\/[^\s<>|]*)?/;
const PICKED = /<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<!(?:here|channel|everyone)>/;
const TYPED = new RegExp(
  [PICKED, LINK, MAIL, DOMAIN, /[&<>]/].map((each) => `(?:${each.source})`).join('|'),
  'g',
);

/**
 * What a person types, as Slack passes it on.
 * https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */
export function typedText(workspace: Workspace, typed: string): string {
  return outsideCode(typed, (part) => named(part.replace(TYPED, (found) => typedToken(workspace, found))));
}

function typedToken(workspace: Workspace, found: string): string {
  if (found.length === 1) return escaped(found);
  if (found.startsWith('<#')) {
    const id = found.slice(2, -1);
    return `<#${id}|${workspace.channels.get(id)?.name ?? ''}>`;
  }
  if (found.startsWith('<')) return found;
  const { link, rest } = withoutTrailing(found);
  const target = escaped(link);
  if (link.startsWith('http') || link.startsWith('mailto:')) return `<${target}>${rest}`;
  const scheme = link.includes('@') ? 'mailto:' : 'http://';
  return `<${scheme}${target}|${target}>${rest}`;
}

const CONTROL = /<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+|![^<>]+|(?:https?:\/\/|mailto:|tel:)[^<>|]+)(?:\|[^<>]*)?>/;
const POSTED = new RegExp(`(?:${CONTROL.source})|(?:${LINK.source})|&(?!amp;|lt;|gt;)|[<>]`, 'g');

/** The text of an app, as Slack keeps it: stray control characters escaped, bare links wrapped, emoji named. */
export function postedText(text: string): string {
  return outsideCode(text, (part) => named(part.replace(POSTED, postedToken)));
}

function postedToken(found: string): string {
  if (found.length === 1) return escaped(found);
  if (found.startsWith('<')) return found;
  const { link, rest } = withoutTrailing(found);
  return `<${link}>${rest}`;
}

function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 0 ? change(part) : escapedOnce(part)))
    .join('');
}

/** Code of a person or an app: control characters escaped, escapes already there kept. */
function escapedOnce(code: string): string {
  return code.replace(/&(?!amp;|lt;|gt;)|[<>]/g, escaped);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function withoutTrailing(found: string): { link: string; rest: string } {
  const link = found.replace(/[.,;:!?)'"]+$/, '');
  return { link, rest: found.slice(link.length) };
}

function named(text: string): string {
  return EMOJI.reduce((so, [emoji, name]) => so.replaceAll(emoji, name), text);
}

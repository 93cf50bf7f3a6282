import type { Link, Text } from 'mdast';
import { decodeEntities, unquiet, ZERO_WIDTH } from './escape.ts';

/** What is looked up while mrkdwn is read. All of it is known beforehand, so that reading stays a pure function. */
export interface Names {
  /** The name of a person by their id; the id where it is not known. */
  user(id: string): string;
  /** The name of a channel by its id. */
  channel(id: string): string;
  /** The character of an emoji by its short name, where the message tells it. */
  emoji(name: string): string | undefined;
  /** The bot itself, whose mention is taken out. */
  self?: string | undefined;
}

/** The people that a text mentions, in order of appearance. */
export function mentionedUsers(text: string): string[] {
  return [
    ...new Set(
      Array.from(text.matchAll(/<@([A-Z0-9]{1,32})(?:\|[^<>]{0,200})?>/g), (found) => found[1] ?? ''),
    ),
  ];
}

/** The channels that a text names by id alone. */
export function namelessChannels(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/<#([A-Z0-9]{1,32})\|?>/g), (found) => found[1] ?? ''))];
}

const LINK = /^(?:https?:\/\/|mailto:|tel:|ftp:\/\/)\S+$/i;

/**
 * What stands between `<` and `>`: a mention, a special mention, a date or a link, as words or as a link.
 * https://docs.slack.dev/messaging/formatting-message-text#advanced
 */
export function readControl(inside: string, names: Names): Link | Text {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : decodeEntities(unquiet(inside.slice(bar + 1)));
  const rest = target.slice(1);
  if (target.startsWith('@')) return words(`@${names.user(rest)}`);
  if (target.startsWith('#')) return words(`#${label || names.channel(rest)}`);
  if (target.startsWith('!')) return words(specialMention(rest, label));
  const url = decodeEntities(target);
  if (!LINK.test(url)) return words(label || url);
  const shown = label || url.replace(/^(?:mailto|tel):/i, '');
  return { type: 'link', url, title: null, children: [words(shown)] };
}

function specialMention(target: string, label: string): string {
  if (label) return label;
  const [kind = '', id = ''] = target.split('^');
  return `@${kind === 'subteam' ? id : kind}`;
}

function words(value: string): Text {
  return { type: 'text', value };
}

const BROKEN_FENCE = new RegExp(`${ZERO_WIDTH}?\`${ZERO_WIDTH}?`, 'g');

/** mrkdwn from inside code as it is shown: control sequences by their words, entities decoded. */
export function readVerbatim(text: string, names: Names): string {
  const plain = text.replace(/<([^<>\n]{1,4000})>/g, (_, inside: string) => {
    const node = readControl(inside, names);
    if (node.type === 'text') return node.value;
    return inside.includes('|') ? inside.slice(inside.indexOf('|') + 1) : inside;
  });
  return decodeEntities(plain).replace(BROKEN_FENCE, '`');
}

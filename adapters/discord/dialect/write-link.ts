import { escapeText, ZERO_WIDTH } from './escape.ts';

const WEB = /^https?:\/\/[^\s]/i;
const MAIL = /^mailto:(?=[^\s<>@]+@[^\s<>]+$)/i;

/**
 * A link as `[words](address)`. Discord opens web addresses only, and shows no link whose words are an address
 * themselves; whatever else it would not open is written out as words.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function writeLink(url: string, label: string): string {
  const words = label.replace(/\s+/g, ' ').trim();
  const mail = url.replace(MAIL, '');
  if (mail !== url) return words === '' || words === mail ? `<${mail}>` : `${escapeText(words)} (<${mail}>)`;
  if (!WEB.test(url)) return inert(url && words !== url ? `${words} (${url})`.trim() : words);
  const target = url.replace(/[\s<>|`*\\]|(?<=\])\(/g, percent).replace(/@(?=everyone|here)/gi, percent);
  if (words === '' || words === url) return `<${target}>`;
  if (/:\/\//.test(words)) return `${escapeText(words)} (<${target}>)`;
  return `[${escapeText(balanced(words))}](${target.replace(/[()]/g, percent)})`;
}

/** Words that stay words also where the text before them ends in an angle bracket. */
function inert(words: string): string {
  return (/^(?:[@#:/+]|a:|t:|id:|[^\s<>@]+@)/.test(words) ? ZERO_WIDTH : '') + escapeText(words);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Discord finds the end of the words by counting brackets, one deep; others become look-alikes. */
function balanced(words: string): string {
  return words.replace(/\[[^[\]]*\]|\[|\]/g, (found) => LOOK_ALIKES[found] ?? found);
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { '[': '［', ']': '］' };

/** Undoes the look-alikes in the words of a link. */
export function withBrackets(words: string): string {
  return words.replaceAll('［', '[').replaceAll('］', ']');
}

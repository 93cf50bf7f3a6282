/** Words that are read of one command; whatever comes after them is no command any more. */
const MOST_WORDS = 500;

/** What opens and closes a quotation: phones and chat clients write the typographic ones by themselves. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”"',
  '„': '“”"',
  '«': '»',
};
/** The same hyphens, as clients write them. */
const DASHES = /^[—–](?=\p{L})/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to take out.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** One word of a command; what stood in quotation marks is one word, and never a flag. */
export interface Word {
  text: string;
  quoted: boolean;
}

/** The words of a command. Control characters are taken out; an open quotation ends with the text. Pure. */
export function wordsOf(text: string): Word[] {
  const clean = text.replace(CONTROL, '').toWellFormed();
  const words: Word[] = [];
  for (let at = 0; at < clean.length && words.length < MOST_WORDS; ) {
    const char = clean[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const closing = Object.hasOwn(QUOTES, char) ? QUOTES[char] : undefined;
    if (closing === undefined) {
      const { text: word, end } = readWord(clean, at);
      words.push({ text: word.replace(DASHES, '--'), quoted: false });
      at = end;
    } else {
      const end = endOfQuote(clean, at + 1, closing);
      words.push({ text: unescaped(clean.slice(at + 1, end)), quoted: true });
      at = end + 1;
    }
  }
  return words;
}

/** Words as they are typed: those with spaces in quotation marks. */
export function asTyped(words: readonly string[]): string {
  return words
    .map((word) => (/^[^\s"“„«\\]+$/u.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`))
    .join(' ');
}

/** A word to the next space; what is quoted behind an equals sign belongs to it: `name="First agent"`. */
function readWord(text: string, from: number): { text: string; end: number } {
  let end = from;
  while (end < text.length && !/\s/.test(text[end] ?? '')) {
    const quote = text[end] === '=' ? (text[end + 1] ?? '') : '';
    const closing = Object.hasOwn(QUOTES, quote) ? QUOTES[quote] : undefined;
    if (closing !== undefined) {
      const close = endOfQuote(text, end + 2, closing);
      return { text: `${text.slice(from, end)}=${unescaped(text.slice(end + 2, close))}`, end: close + 1 };
    }
    end += 1;
  }
  return { text: text.slice(from, end), end };
}

/** A quotation mark with a backslash before it belongs to the words. */
function endOfQuote(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (closing.includes(text[at] ?? '')) return at;
  }
  return text.length;
}

function unescaped(text: string): string {
  return text.replace(/\\(["“”„«»\\])/g, '$1');
}

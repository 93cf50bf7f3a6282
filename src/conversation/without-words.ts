/** What stands where words were erased. */
export const ERASED = '…';
/** A shorter text is looked for as a whole only: "yes" stands in many others that nobody wrote who is forgotten. */
const TELLING = 12;
/** What was cut from a text begins like it, at least so far. */
const CUT = 24;

/** Somebody's words in a conversation. */
export interface Words {
  texts: readonly string[];
  names: readonly string[];
}

/** A value without any text that holds these words, or was cut from them. Keys and everything else stay. Pure. */
export function withoutWords<T>(value: T, words: Words): T {
  const texts = [...new Set(words.texts.map(flat).filter(Boolean))];
  const telling = texts.filter(({ length }) => length >= TELLING);
  const whole = new Set(texts);
  const names = words.names
    .map(flat)
    .filter(Boolean)
    .map((name) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'u'));
  const holds = (text: string): boolean => {
    const line = flat(text);
    if (line === '') return false;
    const cut = line.replace(/…$/, '').trimEnd();
    return (
      whole.has(line) ||
      names.some((name) => name.test(line)) ||
      telling.some(
        (one) => line.includes(one) || (cut.length >= CUT && one.includes(cut)) || quotes(line, one),
      )
    );
  };
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return holds(one) ? ERASED : one;
    if (Array.isArray(one)) return one.map(walk);
    if (one === null || typeof one !== 'object' || one instanceof Date) return one;
    const proto = Object.getPrototypeOf(one) as unknown;
    if (proto !== Object.prototype && proto !== null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}

/** Whether a longer line holds the beginning of a text, as a summary or a quotation of it does. */
function quotes(line: string, text: string): boolean {
  return text.length >= CUT && line.includes(text.slice(0, CUT));
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** What of a text can be looked up word for word: whoever makes it up does harm. */
export interface Claims {
  /** Digits only, with a decimal point: `1,000` and `1000` are one. */
  numbers: string[];
  /** Addresses of pages and of mailboxes, without what ends the sentence. */
  links: string[];
  /** What stands between backticks, with single spaces. */
  code: string[];
  /** Words with a capital inside a sentence, or with several: names of people, products, menus. Lower case. */
  names: string[];
}

const LINK =
  /\b(?:https?:\/\/|www\.)[^\s<>()[\]"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|app|co|example|de|eu)\b(?:\/[^\s<>()[\]"'`]*)?/gi;
const FENCED = /```[^\n]*\n([\s\S]*?)(?:```|$)/g;
const CODE = /`([^`\n]+)`/g;
const NUMBER = /(?<![\w.])[-−]?\d[\d.,'’\u00a0\u202f]*\d|(?<![\w.])\d/g;
const NAME =
  /(?<=[\p{L}\p{N},;:)"'”*_]\s+["'“*_(]*)\p{Lu}[\p{L}\p{N}’'-]*|\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}]*|(?<![\p{L}])\p{Lu}{2,}[\p{L}\p{N}]*/gu;

/**
 * German writes every noun with a capital, so there only what looks like a name of its own is one: capitals inside a word or
 * throughout, a word after a title, several that follow one another, and a word after "called".
 */
const GERMAN_NAME =
  /\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}]*|(?<![\p{L}])\p{Lu}{2,}[\p{L}\p{N}]*|(?<=\b(?:Herrn?|Frau|Dr\.|Prof\.|Firma|namens|heißt|von)\s+)\p{Lu}[\p{L}\p{N}’'-]*|(?<=[\p{Ll},;:)]\s+)(?!(?:Sie|Ihnen|Ihr\p{L}*)\s)\p{Lu}\p{Ll}[\p{L}\p{N}’'-]*(?:\s+(?!(?:Sie|Ihnen|Ihr\p{L}*)(?!\p{L}))\p{Lu}[\p{L}\p{N}’'-]*)+/gu;

/** English number words that answers use for the numbers of a source. */
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  fourteen: '14',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  sixty: '60',
  ninety: '90',
  hundred: '100',
};

/** Reads the claims of a text. `nouns`: it is German over sources of another language, in which its nouns cannot stand. */
export function claimsOf(text: string, { nouns = false } = {}): Claims {
  const code = [...text.matchAll(FENCED), ...text.replace(FENCED, ' ').matchAll(CODE)].map(([, one = '']) =>
    oneSpace(one),
  );
  const prose = text.replace(FENCED, ' ').replace(CODE, ' ');
  const links = (prose.match(LINK) ?? []).map(trimLink);
  const words = prose.replace(LINK, ' ').replace(/^\s*(?:\d{1,3}[.)]|[-*+>#]+)\s+/gm, '');
  return {
    numbers: (words.match(NUMBER) ?? []).map(plainNumber).filter((one) => one !== ''),
    links,
    code,
    names: namesIn(words, nouns),
  };
}

function namesIn(words: string, nouns: boolean): string[] {
  const found = nouns
    ? (words.match(GERMAN_NAME) ?? []).flatMap((one) => one.split(/\s+/))
    : (words.match(NAME) ?? []);
  return found.map((one) => one.toLowerCase()).filter((one) => one.length > 1);
}

/** Sources in the form that claims are looked up in. */
export interface Sources {
  numbers: ReadonlySet<string>;
  links: ReadonlySet<string>;
  text: string;
  words: ReadonlySet<string>;
}

/** Reads what claims may rest on. */
export function sourcesOf(texts: readonly string[]): Sources {
  const all = texts.join('\n');
  const prose = all.replace(LINK, ' ');
  const written = (prose.match(/\d[\d.,'’\u00a0\u202f]*\d|\d/g) ?? []).map(plainNumber);
  const words = (all.toLowerCase().match(/[\p{L}\p{N}’'-]+/gu) ?? []).flatMap((one) => [
    one,
    one.replace(/['’]s$/, ''),
  ]);
  const spelt = words.flatMap((word) => NUMBER_WORDS[word] ?? []);
  return {
    numbers: new Set([...written, ...spelt]),
    links: new Set((all.match(LINK) ?? []).map(trimLink)),
    text: oneSpace(all.replaceAll('`', '')),
    words: new Set([...words, ...words.flatMap((one) => one.split('-'))]),
  };
}

/** The first claim that the sources lack, with what kind it is. */
export function missingClaim(
  claims: Claims,
  sources: Sources,
): { kind: keyof Claims; claim: string } | undefined {
  const lacks: Record<keyof Claims, (claim: string) => boolean> = {
    links: (claim) => !sources.links.has(claim),
    numbers: (claim) => !sources.numbers.has(claim),
    code: (claim) => !sources.text.includes(claim),
    names: (claim) => !sources.words.has(claim) && !sources.words.has(claim.replace(/['’]?s$/, '')),
  };
  for (const kind of ['links', 'numbers', 'code', 'names'] as const) {
    const claim = claims[kind].find(lacks[kind]);
    if (claim !== undefined) return { kind, claim };
  }
  return undefined;
}

function trimLink(link: string): string {
  return link
    .replace(/[.,;:!?*_]+$/, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

/** `1,000`, `1.000` and `1 000` are a thousand; `1,5` and `1.5` are one and a half. */
function plainNumber(written: string): string {
  const bare = written.replace(/^[-−]/, '').replace(/['’\u00a0\u202f]/g, '');
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(bare);
  const plain = grouped ? bare.replace(/[.,]/g, '') : bare.replaceAll(',', '.');
  return plain
    .replace(/\.$/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

function oneSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

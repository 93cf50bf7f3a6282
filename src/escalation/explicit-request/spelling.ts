/** Words on which the recognition of a request hangs. */
const KEYS = [
  ...['agent', 'agents', 'human', 'humans', 'person', 'people', 'someone', 'somebody', 'anyone', 'anybody'],
  ...[
    'assistant',
    'operator',
    'representative',
    'manager',
    'supervisor',
    'employee',
    'advisor',
    'specialist',
  ],
  ...['support', 'customer', 'service', 'talking', 'speaking', 'speak', 'chatting', 'contact', 'contacting'],
  ...[
    'connect',
    'transfer',
    'please',
    'actual',
    'human',
    'receptionist',
    'consultant',
    'executive',
    'colleague',
  ],
];
/** Short words go wrong in too many ways that are words themselves; these are slips only. */
const SLIPS = new Map<string, string>(
  Object.entries({
    talk: 'tlak takl talkk tallk tlk taalk tak tolk',
    chat: 'caht cht chatt hcat',
    speak: 'speek spek sepak spaek speka',
    with: 'wth wiht wirh wit whit w',
    to: 'tto ot',
    real: 'rael reall reel',
    live: 'liev lvie',
    want: 'wnat wan wnt wany wabt watn',
    need: 'ned neeed nead ened',
    me: 'mee',
    please: 'pls plz plse',
    someone: 'smone sum1 some1 sm1',
    person: 'prson pers0n',
    human: 'hooman humna',
    representative: 'rep reps csr',
    customer: 'cust cs',
  }).flatMap(([word, slips]) => slips.split(' ').map((slip) => [slip, word] as const)),
);
/** Words of their own that lie close to a key. */
const OWN = new Set(
  [
    'agency agenda argent aged urgent assistance assist assisted contract contracts contacts contacted connects connected',
    'connection persons personal reason prison parson persona humane operators operating operation operate managers managed',
    'manage management services serviced customers customs custom costume supports supported supporter transfers',
    'transferred chatted sneak spear speaks speaker peak actually pleased advisors specialists special employees employer',
    'employed assistants representatives executed execution supervisors supervised colleagues college walking taking',
    'stalking speaking chasing hitting contacting somebodies consultants consultation receptionists leaser release',
    'urgents agente agenten agenti operatore operador operateur humano humain humana persona personne personal assistent',
    'representante representant manger menschen kontakt supporto',
  ].flatMap((line) => line.split(' ')),
);

/** The word that is meant, where it is a key in a wrong spelling; else the word itself. */
export function meant(word: string): string {
  const slip = SLIPS.get(word);
  if (slip) return slip;
  if (word.length < 5 || OWN.has(word)) return word;
  const known = seen.get(word);
  if (known !== undefined) return known;
  const found = KEYS.includes(word) ? word : (KEYS.find((key) => isNear(word, key)) ?? word);
  if (seen.size >= SEEN_LIMIT) seen.clear();
  seen.set(word, found);
  return found;
}

/** Words looked up before, as people use the same ones again and again. */
const seen = new Map<string, string>();
const SEEN_LIMIT = 5_000;

/** One slip in a word of five letters or more, two in one of nine or more. */
function isNear(word: string, key: string): boolean {
  const allowed = key.length >= 9 ? 2 : 1;
  if (key.length < 5 || Math.abs(word.length - key.length) > allowed) return false;
  const begins = word[0] === key[0] || (word[0] === key[1] && word[1] === key[0]);
  return begins && distance(word, key) <= allowed;
}

/** Letters left out, put in, exchanged, or swapped with their neighbour (optimal string alignment). */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

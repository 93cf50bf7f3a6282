/** Words that say nothing of what a message is about, in the languages that most workspaces write in. */
const FILLERS = new Set(
  [
    'the a an and or but if of to in on at for from by with about into over is are am was were be been do does did have has had can could will would',
    'should may might must i you he she it we they me my your our us them this that these those there here what which who how when where why not no yes',
    'please just so very really still also too then than as up out get got want need like know tell help hi hello hey thanks thank ok okay',
    'der die das ein eine und oder aber ich du er sie es wir ihr ist sind war bin mit von zu auf für in im den dem nicht kein wie was wo warum bitte hallo',
    'el la los las un una y o pero yo tu es son con de en por para que como donde no si mi su se lo hola por favor le les des du au et ou mais je vous il elle',
    'nous est sont avec pas que qui comment ne mon votre bonjour il lo gli uno e ma io sono non per che come mio ciao os as um uma eu voce com nao que',
  ].flatMap((line) => line.split(' ')),
);
/** Beginnings stand for words, so that their endings make no difference. */
const STEM = 6;
/** The plural of short words in several languages. */
const PLURAL = /(?<=\p{L}{3}[^s\W])s$/u;
/** Terms kept of a message. */
const MOST = 40;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** What a message is about: the beginnings of its telling words, or pairs of characters where words are not parted. */
export function termsOf(text: string): string[] {
  const words =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const terms = words.flatMap((word) => {
    if (CJK.test(word)) return pairsOf(word);
    return FILLERS.has(word) || (word.length < 2 && !/\d/.test(word))
      ? []
      : [word.replace(PLURAL, '').slice(0, STEM)];
  });
  return [...new Set(terms)].slice(0, MOST);
}

function pairsOf(word: string): string[] {
  const letters = [...word];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}

/** How much two messages are about the same, 0..1: the share of their terms that both have. */
export function alike(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const both = one.filter((term) => other.includes(term)).length;
  return both / (one.length + other.length - both);
}

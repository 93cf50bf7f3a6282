/** Small words of languages in Latin letters, folded, that English does not have. By ISO 639-1. */
const WORDS: Readonly<Record<string, string>> = {
  de: 'ich ist nicht und mir mich mein meine meinen wie der den dem ein eine einen einem auf fur zu kann kannst konnen bitte habe haben hat wird wurde warum wann wo sie ihr ihre es bei aus vom zum zur noch mehr schon auch oder wenn aber kein keine nur hallo danke funktioniert',
  nl: 'ik het een niet mijn hoe kan wat waarom wanneer waar zijn heb heeft en er maar ook dat dit deze voor naar om bij uit aan geen nog jullie uw wil graag alstublieft hallo bedankt werkt moet kunt',
  fr: 'je ne pas le les des une un et mon ma mes vous nous pourquoi quand ou avec dans que qui ai ete suis peux pouvez cette ce du au aux merci bonjour veux voudrais puis votre vos de la il elle',
  es: 'que el los las una un es esta mi mis como para donde cuando puedo puede quiero necesito hola gracias pero muy mas de la del lo su sus ya tengo hay porque yo estoy hablar',
  pt: 'nao que uma um meu minha meus como por para onde quando posso pode quero preciso ola obrigado obrigada mas muito da do na os voce voces eu tenho esta ja isso este porque estou falar gostaria favor',
  it: 'che il lo gli una un mio mia miei come perche dove quando posso puo voglio vorrei bisogno ciao grazie molto di del della al alla nel sono questo questa anche piu parlare non funziona',
  pl: 'nie jest sie jak moge moje moj moja czy dlaczego kiedy gdzie prosze chce dla przez od ale tak mam mnie mi ze co ktos kims dziekuje jestem moim potrzebuje ta',
  tr: 've bir bu icin nasil neden benim yok zaman nerede istiyorum lutfen ile daha cok ama beni bana hesabim degil olarak gibi kadar biri biriyle merhaba tesekkurler mu',
  hi: 'nahi nhi hai hain mein mujhe mera meri mere kya kaise kyun kab kahan raha rha rahi hua kar karna karo ka ki ko koi aap hum chahiye baat bhai gaya',
  sv: 'jag inte det och hur mitt kan vad ar att ett som med vill tack hej pa av nar varfor ni era',
  da: 'jeg ikke det og hvordan mit hvad er et som med har vil tak hej til hvornar hvor hvorfor jeres kan pa af',
  no: 'jeg ikke det og hvordan mitt hva er et som med har vil takk hei til nar hvor hvorfor deres kan pa av',
  fi: 'ei ja minun miten miksi milloin missa voin voitte haluan kiitos hei mutta etta minulla olen voiko kuinka',
  cs: 'jak muj moje mam muzu prosim proc kdy kde chci dekuji ale za nebo jsem uz',
  ro: 'nu este si cum meu mea pot vreau ce cand unde va rog multumesc dar cu sa mi imi pentru care',
  hu: 'nem es hogy egy hogyan miert mikor kerem koszonom szeretnek de nekem vagyok csak ez',
  id: 'saya tidak yang ini itu bagaimana kenapa kapan mana mau ingin terima kasih untuk dengan dari akun',
  vi: 'toi khong cua the nao tai duoc muon xin cam voi nay trong',
};
const SETS = new Map(Object.entries(WORDS).map(([language, words]) => [language, new Set(words.split(' '))]));
const MARKS = /[\u0300-\u036f]/g;
const LETTERS: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', ß: 'ss' };

/** The language that most of a text's small words are of, and how many; more than one where as many are of each. */
export function smallWordsIn(text: string): { languages: string[]; count: number } {
  const folded = text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[ıłøß]/g, (letter) => LETTERS[letter] ?? letter);
  const words = folded.match(/\p{L}+/gu) ?? [];
  const counts = [...SETS].map(([language, small]) => ({
    language,
    count: words.filter((word) => small.has(word)).length,
  }));
  const most = Math.max(...counts.map(({ count }) => count));
  return {
    languages: counts.flatMap(({ language, count }) => (count === most ? [language] : [])),
    count: most,
  };
}

/** Whether the small words of a language are known. */
export function hasSmallWords(language: string): boolean {
  return SETS.has(language);
}

import type { Passage } from '../../../src/knowledge/article.ts';

/** Passages that look like help pages to a search: frequencies by Zipf's law, articles with a subject, sentences. */
export interface MadeBase {
  articles: Map<string, Passage[]>;
  /** Questions in the words of an article, most with a word besides, some with a slip of the pen. */
  questions: string[];
}

const SYLLABLES =
  'ba be bi bo da de di du fa fe ga go ka ke ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi za zo'.split(
    ' ',
  );
const FUNCTION_WORDS = 'the a of to in is you can your for and on how do with it this that be or if'.split(
  ' ',
);
const WORDS = 120_000;
const PASSAGES_OF_ARTICLE = 6;
const SUBJECT_WORDS = 25;

/** Makes a knowledge base of so many passages; the same seed makes the same. */
export function makeBase(passages: number, questions: number, seed = 7): MadeBase {
  const random = createRandom(seed);
  const words = Array.from({ length: WORDS }, (_, number) => wordOf(number));
  // Zipf's law: the word of rank r is as frequent as 1/r.
  const common = () => words[Math.floor(Math.exp(random() * Math.log(WORDS)))] ?? 'base';
  const articles = new Map<string, Passage[]>();
  const asked: string[] = [];
  const count = Math.ceil(passages / PASSAGES_OF_ARTICLE);
  for (let number = 0; number < count; number++) {
    const subject = Array.from({ length: SUBJECT_WORDS }, common);
    const pick = () => subject[Math.floor(random() * SUBJECT_WORDS)] ?? '';
    const word = () => (random() < 0.42 ? functionWord(random) : random() < 0.5 ? pick() : common());
    const text = (length: number) => Array.from({ length }, word).join(' ');
    const id = `article-${number}`;
    const title = [pick(), functionWord(random), pick(), pick()].join(' ');
    articles.set(
      id,
      Array.from({ length: PASSAGES_OF_ARTICLE }, (_, part) => ({
        id: `${id}#${part + 1}`,
        articleId: id,
        title,
        language: 'en',
        headings: part === 0 ? [] : [text(3)],
        text: Array.from(
          { length: 4 + Math.floor(random() * 4) },
          () => `${text(8 + Math.floor(random() * 10))}.`,
        ).join(' '),
      })),
    );
    if (random() < (questions / count) * 1.05 && asked.length < questions) {
      const slipped = pick().replace(/.$/, random() < 0.3 ? 'x' : '$&');
      asked.push(
        ['how do I', pick(), functionWord(random), pick(), random() < 0.7 ? common() : slipped].join(' '),
      );
    }
  }
  return { articles, questions: asked };
}

const functionWord = (random: () => number) =>
  FUNCTION_WORDS[Math.floor(random() * FUNCTION_WORDS.length)] ?? 'the';

function wordOf(number: number): string {
  let rest = number + SYLLABLES.length;
  let word = '';
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

/** A linear congruential generator (Numerical Recipes). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

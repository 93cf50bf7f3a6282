/** What an answer should be. */
export interface Wanted {
  question: string;
  /** Ids of articles: the answer must rest on one of them. */
  must_cite?: readonly string[] | undefined;
  /** Nothing answers it: the assistant must say so. */
  must_abstain?: boolean | undefined;
  /** Words that must stand in the answer, whatever their case. */
  must_say?: readonly string[] | undefined;
}

/** What came of a question. */
export interface Given {
  kind: 'answer' | 'abstain' | 'clarify';
  text: string;
  /** Ids of the articles that it rests on. */
  articles: readonly string[];
  confidence: number;
}

/** A question beside its answer. */
export interface JudgedAnswer extends Wanted {
  line: number;
  given: Given;
  /** What is wrong, in words; empty where all is as it should be. */
  faults: string[];
}

export interface AnswerFigures {
  questions: number;
  passed: number;
  /** Of the answers, the share that was wanted; 1 where nothing was answered. */
  answer_precision: number;
  /** Of the questions that should be answered, the share that was. */
  answer_recall: number;
  /** Of the abstentions, the share that was wanted; 1 where there was none. */
  abstain_precision: number;
  /** Of the questions that nothing answers, the share that was abstained from; 1 where there was none. */
  abstain_recall: number;
}

/** Compares an answer with what it should be. */
export function judgeAnswer(line: number, wanted: Wanted, given: Given): JudgedAnswer {
  const faults: string[] = [];
  const { must_abstain = false, must_cite = [], must_say = [] } = wanted;
  if (must_abstain && given.kind === 'answer') faults.push('answered what nothing answers');
  if (!must_abstain && given.kind === 'abstain') faults.push('abstained');
  if (
    given.kind === 'answer' &&
    must_cite.length > 0 &&
    !must_cite.some((id) => given.articles.includes(id))
  ) {
    faults.push(`rests on ${given.articles.join(', ') || 'no article'}, not on ${must_cite.join(' or ')}`);
  }
  const said = given.text.toLowerCase();
  const unsaid =
    given.kind === 'answer' ? must_say.filter((words) => !said.includes(words.toLowerCase())) : [];
  if (unsaid.length > 0) faults.push(`does not say ${unsaid.map((words) => `“${words}”`).join(', ')}`);
  return { ...wanted, line, given, faults };
}

/** The figures of a whole set, rounded to three digits. */
export function answerFigures(judged: readonly JudgedAnswer[]): AnswerFigures {
  const answers = judged.filter(({ given }) => given.kind === 'answer');
  const abstentions = judged.filter(({ given }) => given.kind === 'abstain');
  const unanswerable = judged.filter(({ must_abstain }) => must_abstain);
  const answerable = judged.filter(({ must_abstain }) => !must_abstain);
  const right = answers.filter(({ faults }) => faults.length === 0).length;
  const held = abstentions.filter(({ must_abstain }) => must_abstain).length;
  return {
    questions: judged.length,
    passed: judged.filter(({ faults }) => faults.length === 0).length,
    answer_precision: share(right, answers.length),
    answer_recall: share(right, answerable.length),
    abstain_precision: share(held, abstentions.length),
    abstain_recall: share(held, unanswerable.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Math.round((part / whole) * 1_000) / 1_000;
}

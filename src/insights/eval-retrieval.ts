/** What a search made of a question whose right articles are known. */
export interface Judged {
  /** Ids of the articles that answer it; none where nothing does. */
  relevant: readonly string[];
  /** Ids of the articles found, best first. */
  found: readonly string[];
  /** Whether the best of them would be given as the answer. */
  answers: boolean;
  /** How long the search took, milliseconds. */
  ms: number;
}

/** How good a search is, over many questions. */
export interface RetrievalMeasures {
  queries: number;
  /** Share of the questions with an answer whose best article is right. */
  p1: number;
  /** Share of the right articles that are among the first five, averaged over the questions with an answer. */
  recall5: number;
  /** One over the rank of the first right article, 0 beyond ten, averaged likewise (mean reciprocal rank). */
  mrr10: number;
  /**
   * Agreement of what is answered (an article, or abstaining) with what is right, -1..1: Matthews correlation for many
   * classes (Gorodkin, 2004). null where every question has an answer.
   */
  mcc: number | null;
  ms_p50: number;
  ms_p95: number;
}

/** The measures, rounded to three digits. */
export function measureRetrieval(judged: readonly Judged[]): RetrievalMeasures {
  const answerable = judged.filter(({ relevant }) => relevant.length > 0);
  const mean = (of: (one: Judged) => number) =>
    round(answerable.reduce((sum, one) => sum + of(one), 0) / Math.max(1, answerable.length));
  const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number) => round(times[Math.max(0, Math.ceil(share * times.length) - 1)] ?? 0);
  return {
    queries: judged.length,
    p1: mean(({ relevant, found }) => (found[0] !== undefined && relevant.includes(found[0]) ? 1 : 0)),
    recall5: mean(({ relevant, found }) => {
      const wanted = new Set(relevant);
      return found.slice(0, 5).filter((id) => wanted.has(id)).length / Math.min(5, wanted.size);
    }),
    mrr10: mean(({ relevant, found }) => {
      const rank = found.slice(0, 10).findIndex((id) => relevant.includes(id));
      return rank < 0 ? 0 : 1 / (rank + 1);
    }),
    mcc: answerable.length < judged.length ? round(matthews(judged.map(labelsOf))) : null,
    ms_p50: quantile(0.5),
    ms_p95: quantile(0.95),
  };
}

const ABSTAIN = Symbol('abstain');
type Label = string | typeof ABSTAIN;

/** Any right article is as good as another: where one is answered, that one was wanted. */
function labelsOf({ relevant, found, answers }: Judged): [given: Label, wanted: Label] {
  const given = answers ? (found[0] ?? ABSTAIN) : ABSTAIN;
  return [given, relevant.find((id) => id === given) ?? relevant[0] ?? ABSTAIN];
}

/** Matthews correlation for many classes; 0 where only one class occurs on a side. */
function matthews(labels: readonly (readonly [given: unknown, wanted: unknown])[]): number {
  const given = new Map<unknown, number>();
  const wanted = new Map<unknown, number>();
  let right = 0;
  for (const [one, other] of labels) {
    given.set(one, (given.get(one) ?? 0) + 1);
    wanted.set(other, (wanted.get(other) ?? 0) + 1);
    if (one === other) right += 1;
  }
  const total = labels.length;
  const squares = (counts: Map<unknown, number>) => [...counts.values()].reduce((sum, n) => sum + n * n, 0);
  const crossed = [...given].reduce((sum, [label, n]) => sum + n * (wanted.get(label) ?? 0), 0);
  const spread = Math.sqrt((total * total - squares(given)) * (total * total - squares(wanted)));
  return spread === 0 ? 0 : (right * total - crossed) / spread;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

import { z } from 'zod';
import type { Featured, RankFeature } from './features.ts';
import { RANK_FEATURES } from './features.ts';
import type { Question } from './question.ts';

/** What the confidence goes by, besides the ranker's features of the best passage. */
export const OTHER_FEATURES = ['certainty', 'strength', 'unknown', 'words'] as const;

type ConfidenceFeature = RankFeature | (typeof OTHER_FEATURES)[number];

const weights = <Name extends string>(names: readonly Name[]) => z.partialRecord(z.enum(names), z.number());

/** Weights of two linear models over figures that mean the same in every knowledge base. */
export const rankModel = z.object({
  /** Which article answers. */
  ranker: weights(RANK_FEATURES),
  /** Whether the best one does: log odds. */
  confidence: z.object({
    bias: z.number(),
    weights: weights([...RANK_FEATURES, ...OTHER_FEATURES]),
  }),
});

export type RankModel = z.infer<typeof rankModel>;

/** A passage in its place: `rank` says by how much it fits better than another, in log odds. */
export interface Ranked extends Featured {
  rank: number;
}

/** The passages in their order, best first. */
export function rank(featured: readonly Featured[], { ranker }: Pick<RankModel, 'ranker'>): Ranked[] {
  return featured
    .map((one) => ({ ...one, rank: weighed(one.features, ranker) }))
    .sort((a, b) => b.rank - a.rank || (a.entry.passage.id < b.entry.passage.id ? -1 : 1));
}

/** The figures that the confidence goes by; `ranked` has the best passage first. */
export function confidenceFeatures(
  question: Question,
  ranked: readonly Ranked[],
): Record<ConfidenceFeature, number> | undefined {
  const [best] = ranked;
  if (!best) return undefined;
  const odds = new Map<string, number>();
  for (const { entry, rank } of ranked) {
    const { articleId } = entry.passage;
    odds.set(articleId, Math.max(odds.get(articleId) ?? 0, Math.exp(rank - best.rank)));
  }
  const all = [...odds.values()].reduce((sum, one) => sum + one, 0);
  const unknown = question.words.filter(({ stop, known }) => !stop && !known);
  return {
    ...best.features,
    certainty: -Math.log(all),
    strength: question.weight > 0 ? best.score / question.weight : 0,
    unknown: question.weight > 0 ? unknown.reduce((sum, { weight }) => sum + weight, 0) / question.weight : 0,
    words: Math.log(1 + question.words.filter(({ stop }) => !stop).length),
  };
}

/** 0..1: how sure it is that the best passage's article answers. */
export function confidenceOf(
  question: Question,
  ranked: readonly Ranked[],
  { confidence }: RankModel,
): number {
  const features = confidenceFeatures(question, ranked);
  if (!features) return 0;
  return 1 / (1 + Math.exp(-confidence.bias - weighed(features, confidence.weights)));
}

function weighed<Name extends string>(
  features: Readonly<Record<Name, number>>,
  by: Readonly<Partial<Record<Name, number>>>,
): number {
  return Object.entries<number>(features).reduce(
    (sum, [name, value]) => sum + value * (by[name as Name] ?? 0),
    0,
  );
}

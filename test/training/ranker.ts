/**
 * Trains config/models/ranker.json: which article answers a question, and whether any does.
 *
 *   node --import tsx test/training/ranker.ts FOLDER [--write]
 *
 * FOLDER holds the public sets kb_NAME.jsonl and queries_NAME.jsonl (E-manual corpus, Apache-2.0; StackFAQ, CC BY-SA; XQuAD,
 * CC BY-SA) and intents_hint3.jsonl (HINT3, ODbL). Prints, for each set, what a model does that was trained on all the
 * others; with --write, the model trained on all of them is written.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Judged, measureRetrieval } from '../../src/insights/eval-retrieval.ts';
import { RANK_FEATURES } from '../../src/knowledge/search/features.ts';
import {
  confidenceFeatures,
  confidenceOf,
  OTHER_FEATURES,
  type RankModel,
  rank,
} from '../../src/knowledge/search/rank-model.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { type Choice, type Event, fitChoice, fitOdds, type Weights } from './fit.ts';
import { type Base, type Example, readBases } from './retrieval-bases.ts';

const RANK_PENALTY = 0.03;
const ODDS_PENALTY = 0.01;
/** What the confidence goes by; the others were tried and add nothing on bases that they were not trained on. */
const CONFIDENCE_FEATURES = [
  'coverage',
  'article_coverage',
  'title_coverage',
  'pairs',
  'nearest',
  'phrase',
  'letters_nearest',
  'letters_middle',
  ...OTHER_FEATURES,
];
const THRESHOLDS = [0.35, 0.4, 0.45, 0.5, 0.55];
/** How much worse a wrong answer is than a needless abstention. */
const WRONG_COSTS = 3;

function train(bases: readonly Base[]): RankModel {
  const choices = bases.flatMap(({ whole }) => whole.map((one) => choiceOf(one, 1 / whole.length)));
  const ranker = rounded(fitChoice(choices, RANK_FEATURES, RANK_PENALTY));
  const events = bases.flatMap(({ partly }) =>
    partly.flatMap((one) => eventOf(one, { ranker }, 1 / partly.length)),
  );
  const { bias, weights } = fitOdds(events, CONFIDENCE_FEATURES, ODDS_PENALTY);
  return { ranker, confidence: { bias: round(bias), weights: rounded(weights) } };
}

function choiceOf({ featured, relevant }: Example, weight: number): Choice {
  return {
    options: featured.map(({ features }) => features),
    right: featured.map(({ entry }) => relevant.includes(entry.passage.articleId)),
    weight,
  };
}

function eventOf(
  { question, featured, relevant }: Example,
  model: Pick<RankModel, 'ranker'>,
  weight: number,
): Event[] {
  const ranked = rank(featured, model);
  const figures = confidenceFeatures(question, ranked);
  const best = ranked[0]?.entry.passage.articleId;
  return figures && best ? [{ figures, happened: relevant.includes(best), weight }] : [];
}

function judge({ question, featured, relevant }: Example, model: RankModel, threshold: number): Judged {
  const ranked = rank(featured, model);
  const found = [...new Set(ranked.map(({ entry }) => entry.passage.articleId))];
  return { relevant, found, answers: confidenceOf(question, ranked, model) >= threshold, ms: 0 };
}

/** What the model does on questions of a kind that it has not seen. */
function report(base: Base, model: RankModel): string {
  const at = (examples: Example[], threshold: number) =>
    measureRetrieval(examples.map((one) => judge(one, model, threshold)));
  const { p1, mrr10, recall5 } = at(base.whole, 0);
  const mcc = THRESHOLDS.map((threshold) => at(base.partly, threshold).mcc?.toFixed(3)).join(' ');
  const costs = THRESHOLDS.map((threshold) => costOf(base.partly, model, threshold).toFixed(3)).join(' ');
  return `${base.name.padEnd(12)} P@1 ${p1.toFixed(3)}  MRR ${mrr10.toFixed(3)}  R@5 ${recall5.toFixed(3)}  MCC ${mcc}  cost ${costs}`;
}

/** What a question costs on average where the model answers from a threshold on. */
function costOf(examples: Example[], model: RankModel, threshold: number): number {
  const costs: number[] = examples.map((one) => {
    const { relevant, found, answers } = judge(one, model, threshold);
    if (!answers) return relevant.length > 0 ? 1 : 0;
    return relevant.includes(found[0] ?? '') ? 0 : WRONG_COSTS;
  });
  return costs.reduce((sum, cost) => sum + cost, 0) / Math.max(1, costs.length);
}

const round = (value: number) => Number(value.toPrecision(4));
const rounded = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, round(weight)]));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' } },
});
const [folder] = positionals;
if (!folder) throw new Error('Give the folder with the sets.');
const bases = readBases(folder);
process.stdout.write(
  `Trained without the set's family; MCC, and cost of a question, at ${THRESHOLDS.join(', ')}\n`,
);
for (const base of bases) {
  const others = bases.filter(({ family }) => family !== base.family);
  process.stdout.write(`${report(base, train(others))}\n`);
}
const model = train(bases);
if (values.write) {
  writeFileSync(packagePath('config/models/ranker.json'), `${JSON.stringify(model, null, 2)}\n`);
}
process.stdout.write(`\nTrained on all (how well it fits, not how well it does)\n`);
for (const base of bases) process.stdout.write(`${report(base, model)}\n`);

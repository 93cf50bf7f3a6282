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

/** People seldom change their language: after the first messages it is looked at now and then. */
const SETTLED = 3;
const NOW_AND_THEN = 10;

/** A reader with the models and categories that it goes by; without any network or key. */
export function createReader({ sentiment, dissatisfaction, classify }: ReaderParts): Reader {
  return (text, before) => {
    const request = findRequest(text);
    const { negative, positive } = sentimentOf(text, sentiment);
    return {
      text,
      terms: termsOf(text),
      request,
      declines: before.offers.made > 0 && declines(text),
      sentiment: positive - negative,
      dissatisfied:
        before.lastAnswer === null ? 0 : dissatisfactionOf(exchangeOf(before, text), dissatisfaction),
      category: classify(text),
      complexity: complexityOf(text),
      language: languageIn(text, before) ?? request?.language ?? null,
    };
  };
}

function languageIn(text: string, { language, turns }: Tally): string | null {
  const settled = language !== null && turns >= SETTLED && turns % NOW_AND_THEN !== 0;
  return settled ? language : languageOf(text);
}

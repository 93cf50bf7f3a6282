import { BatonError } from '../../platform/errors.ts';
import type { Exchange } from './exchange.ts';
import { saysSo, signsOf } from './signs.ts';

/** Weights of signs, trained by test/training/dissatisfaction.ts. */
export interface DissatisfactionModel {
  bias: number;
  weights: ReadonlyMap<string, number>;
}

/** Reads a model file. Throws `model.invalid`. */
export function readDissatisfactionModel(json: unknown): DissatisfactionModel {
  const { bias, weights } = (json ?? {}) as { bias?: unknown; weights?: unknown };
  const entries = typeof weights === 'object' && weights !== null ? Object.entries(weights) : [];
  if (typeof bias !== 'number' || entries.length === 0 || !entries.every(([, one]) => Number.isFinite(one))) {
    throw new BatonError('model.invalid', 'The model of dissatisfied customers has no bias and weights', {
      mend: 'Restore config/models/dissatisfaction.json from the release.',
    });
  }
  return { bias, weights: new Map(entries as [string, number][]) };
}

/** Who says outright that our answer was none is believed so far at least. */
const OUTRIGHT = 0.5;

/** How likely the customer is dissatisfied with what we said last, 0..1. */
export function dissatisfactionOf(exchange: Exchange, model: DissatisfactionModel): number {
  let sum = model.bias;
  for (const [sign, value] of signsOf(exchange)) sum += (model.weights.get(sign) ?? 0) * value;
  const likely = 1 / (1 + Math.exp(-sum));
  return saysSo(exchange.customer.text) ? Math.max(OUTRIGHT, likely) : likely;
}

import { BatonError } from '../../platform/errors.ts';
import type { Exchange } from './exchange.ts';
import { signsOf } from './signs.ts';

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

/** How likely the customer is dissatisfied with what we said last, 0..1, and the sign that says so most. */
export function dissatisfactionOf(
  exchange: Exchange,
  model: DissatisfactionModel,
): { probability: number; sign: string | undefined } {
  let sum = model.bias;
  let most: { sign: string; weight: number } | undefined;
  for (const [sign, value] of signsOf(exchange)) {
    const weight = (model.weights.get(sign) ?? 0) * value;
    sum += weight;
    if (weight > (most?.weight ?? 0)) most = { sign, weight };
  }
  return { probability: 1 / (1 + Math.exp(-sum)), sign: most?.sign };
}

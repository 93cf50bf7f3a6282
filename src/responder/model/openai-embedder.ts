import OpenAI from 'openai';
import type { Embed } from '../../knowledge/dense/dense-index.ts';
import { failureOf } from './failure-of.ts';
import { ModelError } from './model.ts';

export interface EmbedderSettings {
  apiKey: string;
  baseUrl?: string | undefined;
  name: string;
  /** How long one request may take, milliseconds. */
  timeoutMs: number;
}

/** Vectors of texts, from OpenAI or a compatible server. Throws `model.failed`. */
export function createEmbedder({ apiKey, baseUrl, name, timeoutMs }: EmbedderSettings): Embed {
  const client = new OpenAI({ apiKey, baseURL: baseUrl ?? null, maxRetries: 1, timeout: timeoutMs });
  return async (texts, signal) => {
    try {
      const request = { model: name, input: [...texts], encoding_format: 'float' as const };
      const { data } = await client.embeddings.create(request, signal ? { signal } : {});
      const vectors = data
        .toSorted((a, b) => a.index - b.index)
        .map(({ embedding }) => Float32Array.from(embedding));
      if (vectors.length !== texts.length)
        throw new ModelError('nonsense', 'not every text came back as a vector');
      return vectors;
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(error);
    }
  };
}

import type { Request } from './explicit-request/find-request.ts';

/** What one message of a customer says by itself, and beside what stood before it. */
export interface Reading {
  /** Canonical Markdown. */
  text: string;
  /** What it is about; see `termsOf`. */
  terms: string[];
  request: Request | undefined;
  /** The customer does not want the human that was offered. */
  declines: boolean;
  /** -1 (negative) to 1. */
  sentiment: number;
  /** How likely the customer is dissatisfied with our last answer, 0..1. */
  dissatisfied: number;
  category: { name: string; confidence: number } | null;
  complexity: 'low' | 'medium' | 'high';
  /** ISO 639-1; null where it can't be told. */
  language: string | null;
}

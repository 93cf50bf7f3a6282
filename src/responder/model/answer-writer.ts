import { withoutCitations } from '../gate/citations.ts';
import type { Gate, Verdict } from '../gate/gate.ts';
import { createSentenceStream } from '../gate/sentence-stream.ts';

/** What has passed the gate of an answer so far, over all calls of the model. */
export interface Draft {
  /** As the customer reads it. */
  text: string;
  /** Numbers of the passages that it rests on, in the order of their first use. */
  passages: Set<number>;
  /** How well each sentence that states a fact is supported, 0..1. */
  supports: number[];
}

export type Refused = Extract<Verdict, { ok: false }> & { sentence: string };

/** Takes what one call of a model writes, and adds to the draft what the gate lets through, sentence by sentence. */
export interface AnswerWriter {
  /** Takes a piece. False: a sentence was refused, and what follows it is not wanted. */
  write(piece: string): boolean;
  /** The model has ended. */
  end(): void;
  /** The sentence that was refused, and why. */
  refused(): Refused | undefined;
}

/** `passed`: told each time that a sentence has been added. */
export function createAnswerWriter(draft: Draft, gate: Gate, passed: () => void): AnswerWriter {
  const stream = createSentenceStream();
  let refused: Refused | undefined;
  let begun = false;

  function take(sentences: readonly string[]): boolean {
    for (const sentence of sentences) {
      if (refused) return false;
      const verdict = gate.check(sentence);
      if (!verdict.ok) refused = { ...verdict, sentence: sentence.trim() };
      else add(sentence, verdict);
    }
    return !refused;
  }

  function add(sentence: string, verdict: Extract<Verdict, { ok: true }>): void {
    for (const number of verdict.passages) draft.passages.add(number);
    if (verdict.fact) draft.supports.push(verdict.support);
    if (!begun && draft.text !== '' && !/\s$/.test(draft.text)) draft.text += '\n\n';
    begun = true;
    draft.text += withoutCitations(sentence);
    passed();
  }

  return {
    write: (piece) => take(stream.push(piece)),
    end: () => void take(stream.end()),
    refused: () => refused,
  };
}

import type { Source } from '../channels/content.ts';
import type { Signal } from '../escalation/signal.ts';

/** A case that humans resolved, and what solved it. */
export interface SimilarCase {
  ask: string;
  solution: string;
}

/** What the assistant comes back with. */
export type Reply =
  | {
      kind: 'answer';
      /** Canonical Markdown. */
      text: string;
      /** The articles it rests on, most important first. */
      sources: Source[];
      /** Ids of the passages it rests on. */
      passages: string[];
      /** 0..1, how sure the responder is that this answers the question. */
      confidence: number;
      /** What the model noticed; it can only add to what is decided on. */
      signals?: Signal[];
    }
  | {
      kind: 'abstain';
      /**
       * `no_grounding`: the knowledge base has nothing; `unavailable`: the responder could not work; `handover`: the model
       * says that a person is needed; `approval`: an action must be approved first.
       */
      reason: 'no_grounding' | 'unavailable' | 'handover' | 'approval';
      /** The action, by the id of its call. */
      approval?: { actionId: string; summary: string };
      /** What was said already when it could not go on; empty or absent where nothing was. */
      said?: string;
      /** What was looked at and found too weak, for the agent's card. */
      considered: Source[];
      confidence: number;
      signals?: Signal[];
    }
  | {
      kind: 'clarify';
      /** One question to the customer, canonical Markdown. */
      text: string;
      signals?: Signal[];
    };

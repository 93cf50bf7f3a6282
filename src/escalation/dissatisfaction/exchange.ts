/** A customer's message beside what it answers, and what of the conversation before it matters. Of constant size. */
export interface Exchange {
  customer: {
    /** In small letters. */
    text: string;
    words: number;
  };
  /** What we said last, in small letters; empty before the first answer. */
  assistant: string;
  before: {
    /** Messages of the customer before this one. */
    turns: number;
    /** How many of them turned something down, asked for something else; how many answers told of a failure. */
    refusals: number;
    others: number;
    failures: number;
    lastRefused: boolean;
    lastAskedOther: boolean;
    /** Numbers that the customer has named. */
    numbers: readonly string[];
    /** How much the message is like the customer's last four, like the last one, and our last answer like earlier ones. */
    alike: number;
    alikeLast: number;
    answerAlike: number;
  };
}

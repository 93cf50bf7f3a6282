/** An answer `{ok: false, error}` of the Web API. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Record<string, unknown>;

  /** `extra`: further fields of the answer, such as `needed` and `provided`. */
  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** Refuses with complaints in the place where Slack puts them. */
export function refusalWithMessages(code: string, complaints: string[]): Refusal {
  const messages = complaints.map((complaint) => `[ERROR] ${complaint}`);
  return new Refusal(code, { errors: complaints, response_metadata: { messages } });
}

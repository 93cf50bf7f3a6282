/** One call of the app to the Web API. */
export interface Call {
  method: string;
  /** Arguments without the token; those that came as JSON in a form (blocks, metadata, view …) are parsed. */
  args: Record<string, unknown>;
  token: string | undefined;
  /** Milliseconds, by the fake's clock. */
  at: number;
  /** HTTP status of the answer; 0 while there is none, and where the connection was cut. */
  status: number;
  /** The answer that was made; kept also where a fault swallowed it. */
  answer: { ok: boolean; error?: string; [key: string]: unknown } | undefined;
}

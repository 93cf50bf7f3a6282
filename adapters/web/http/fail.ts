import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A request that is answered with an error: what is wrong, in a sentence. */
export class HttpProblem extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
  }
}

/** The answer to a request that failed. */
export function problem(context: Context, status: ContentfulStatusCode, message: string): Response {
  return context.json({ error: message }, status);
}

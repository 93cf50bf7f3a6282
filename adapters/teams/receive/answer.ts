/** What a request is answered. */
export interface Answer {
  status: number;
  body?: object;
}

/** An answer that says what is wrong. */
export function problem(status: number, message: string): Answer {
  return { status, body: { error: message } };
}

/** The error code that a call is refused with; undefined where it is not. */
export async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  return (await refused(call)).error;
}

/** The whole answer that a call is refused with; empty where it is not. */
export async function refused(call: Promise<unknown>): Promise<{ error?: string; [key: string]: unknown }> {
  return call.then(
    () => ({}),
    (error: { data?: { error?: string } }) => error.data ?? {},
  );
}

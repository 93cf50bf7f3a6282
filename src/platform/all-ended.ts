/**
 * Resolves when all have ended. Where some fail it rejects as the first of them did, but not before the others have ended too: so
 * that nothing of it comes in between once it is tried again.
 */
export async function allEnded(running: readonly (Promise<unknown> | null)[]): Promise<void> {
  const ends = await Promise.allSettled(running);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

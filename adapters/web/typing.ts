import type { ThreadRef } from '../../src/channels/refs.ts';

/** Where an answer is being made. */
export interface TypingSign {
  channel: string;
  thread: string | null;
  on: boolean;
}

/** Passes on signs that an answer is being made, to whoever watches at that moment. Nothing is kept. */
export class Typing {
  private readonly listeners = new Set<(sign: TypingSign) => void>();

  show({ channel, thread }: ThreadRef, on: boolean): void {
    for (const listener of this.listeners) listener({ channel, thread, on });
  }

  listen(listener: (sign: TypingSign) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

import { HEADER_BYTES, MOST_MESSAGE_BYTES, WireError } from './read-message.ts';

/** Cuts a stream of bytes into messages. */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #size = 0;

  /** Takes the next bytes; gives the messages that are whole now. Throws WireError for a length that cannot be. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const messages: Buffer[] = [];
    for (let wanted = this.#wanted(); this.#size >= wanted; wanted = this.#wanted()) {
      const all = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
      messages.push(all.subarray(0, wanted));
      this.#size -= wanted;
      this.#chunks = this.#size > 0 ? [all.subarray(wanted)] : [];
    }
    return messages;
  }

  /** Bytes that the next message needs. */
  #wanted(): number {
    if (this.#size < HEADER_BYTES) return HEADER_BYTES;
    if ((this.#chunks[0]?.length ?? 0) < HEADER_BYTES) this.#chunks = [Buffer.concat(this.#chunks)];
    const length = this.#chunks[0]?.readInt32LE(0) ?? 0;
    if (length >= HEADER_BYTES && length <= MOST_MESSAGE_BYTES) return length;
    throw new WireError(`a message of ${length} bytes`);
  }
}

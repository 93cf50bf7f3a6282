import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';

/** The bytes of a command as a driver sends it. */
export function messageOf(command: Document, requestId = 1, flags = 0): Buffer {
  const body = serialize(command);
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(requestId, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

/** Speaks the wire protocol by hand, where a driver would not say what a test wants said. */
export class WireClient {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('close', () => this.#wake());
    socket.on('error', () => undefined);
  }

  static async connect(uri: string): Promise<WireClient> {
    const socket = connect(Number(new URL(uri).port), '127.0.0.1');
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  /** The next whole answer; undefined where the connection ends first. */
  async answer(): Promise<Document | undefined> {
    for (;;) {
      if (this.#received.length >= 4) {
        const size = this.#received.readInt32LE(0);
        if (this.#received.length >= size) {
          const message = this.#received.subarray(0, size);
          this.#received = this.#received.subarray(size);
          return deserialize(message.subarray(message.readInt32LE(12) === 1 ? 36 : 21));
        }
      }
      if (this.socket.destroyed) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async command(command: Document): Promise<Document> {
    this.socket.write(messageOf({ ...command, $db: command['$db'] ?? 'test' }));
    return (await this.answer()) ?? { ok: 0, closed: true };
  }

  close(): void {
    this.socket.destroy();
  }
}

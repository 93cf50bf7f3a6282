/** One event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: { id?: string; revision?: number; typed?: string; text?: unknown; [key: string]: unknown };
}

/** Reads a server-sent event stream as a browser does: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class StreamReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly leave: AbortController;
  private readonly decoder = new TextDecoder();
  private text = '';
  /** The id of the latest event, as a browser would send it when it connects again. */
  lastId = '';

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>, leave: AbortController) {
    this.reader = reader;
    this.leave = leave;
  }

  /** Connects, and waits until the server has said that it tells from here on. */
  static async open(url: URL, headers: Record<string, string> = {}): Promise<StreamReader> {
    const leave = new AbortController();
    const response = await fetch(url, { headers, signal: leave.signal });
    if (!response.ok || !response.body) throw new Error(`the stream was answered with ${response.status}`);
    const stream = new StreamReader(response.body.getReader(), leave);
    await stream.next('ready');
    return stream;
  }

  /** The next event of a kind; undefined when the server ends the stream. */
  async next(kind: string): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const event = parse(this.text.slice(0, end));
        this.text = this.text.slice(end + 2);
        if (event.id) this.lastId = event.id;
        if (event.event === kind) return event;
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  /** The ids of the next posts. */
  async posts(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push(String((await this.next('post'))?.data.id));
    return ids;
  }

  close(): void {
    this.leave.abort();
  }
}

function parse(block: string): StreamEvent {
  const fields = new Map(
    block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: JSON.parse(fields.get('data') ?? '{}'),
  };
}

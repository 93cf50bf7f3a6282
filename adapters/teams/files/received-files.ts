import type { AdapterStorage } from '../../../src/channels/adapter.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { TrustedHosts } from '../connector/service-hosts.ts';
import type { Tokens } from '../connector/tokens.ts';
import type { Found } from '../inbound/found.ts';
import type { FileSource } from '../inbound/read-files.ts';
import { LIMITS } from '../limits.ts';
import { Belonging } from '../records/belonging.ts';
import type { KeptBytes } from '../records/kept-bytes.ts';
import { download, unreadable } from './download.ts';

export interface ReceivedDeps {
  storage: AdapterStorage;
  bytes: KeptBytes;
  tokens: Tokens;
  hosts: TrustedHosts;
  clock: Clock;
  logger: Logger;
}

interface Received {
  by: FileSource['by'];
  url: string;
  /** Bytes that are kept; undefined where none are. */
  size?: number;
}

const FILE = 'file';
/** By then a conversation has long been read by whoever had to. */
const KEPT_MS = 30 * 24 * 3_600_000;
const PRUNED_AT_ONCE = 20;
/** Files fetched at the same time. */
const AT_ONCE = 2;

/**
 * The files that came in. Where the address of a file expires within minutes, its bytes are fetched at once and kept, so
 * that whoever joins later can still be given it.
 */
export class ReceivedFiles {
  readonly #deps: ReceivedDeps;
  readonly #byMessage: Belonging;
  readonly #byPerson: Belonging;
  readonly #fetching = new Map<string, Promise<void>>();
  readonly #waiting: FileSource[] = [];
  #stopping = new AbortController();

  constructor(deps: ReceivedDeps) {
    this.#deps = deps;
    this.#byMessage = new Belonging(deps.storage, 'file-of-message');
    this.#byPerson = new Belonging(deps.storage, 'file-of-person');
  }

  /** Notes where the files of a message are read from. Safe to repeat. */
  async note({ event, sources }: Found): Promise<void> {
    if (event.kind !== 'customer.message') return;
    const { storage, clock } = this.#deps;
    const { post, author, workspace, at } = event;
    const order = clock.now().getTime();
    for (const { id, by, url } of sources) {
      // Whose it is comes first: what is kept can then always be found.
      await this.#byMessage.note(id, messageKey(post), Date.parse(at));
      await this.#byPerson.note(id, personKey({ workspace, id: author.id }), Date.parse(at));
      await storage.insert(FILE, { id, group: FILE, order, value: { by, url } satisfies Received });
    }
    if (sources.length > 0) await this.#prune(order);
  }

  /** Begins to fetch those whose address expires. */
  fetch(sources: readonly FileSource[]): void {
    this.#waiting.push(...sources.filter(({ by, id }) => by === 'download' && !this.#fetching.has(id)));
    this.#next();
  }

  /** Erases the files of a message; no error where it had none. */
  async forgetMessage(post: PostRef): Promise<void> {
    await this.#byMessage.eraseAll(messageKey(post), (id) => this.#erase(id));
  }

  /** Erases the files that somebody sent up to a moment, in milliseconds. */
  async forgetPerson(person: { workspace: string; id: string }, last: number): Promise<void> {
    await this.#byPerson.eraseAll(personKey(person), (id) => this.#erase(id), last);
  }

  /** As `Surface.readFile`. */
  async read(
    id: string,
    { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal | undefined },
  ): Promise<Uint8Array> {
    await this.#fetching.get(id);
    const found = (await this.#deps.storage.get(FILE, id))?.value as Received | undefined;
    if (!found) throw unreadable('it was never handed over to the bot');
    if (found.size !== undefined) {
      if (found.size > maxBytes) throw unreadable(`it has more than ${maxBytes} bytes`);
      const kept = await this.#deps.bytes.get(id, found.size);
      if (kept) return kept;
    }
    return this.#download(found, maxBytes, signal);
  }

  /** Ends what is being fetched. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    this.#stopping.abort(new Error('stopping'));
    await Promise.all(this.#fetching.values());
    this.#stopping = new AbortController();
  }

  #next(): void {
    while (this.#fetching.size < AT_ONCE) {
      const source = this.#waiting.shift();
      if (!source) return;
      const done = this.#keep(source).finally(() => {
        this.#fetching.delete(source.id);
        this.#next();
      });
      this.#fetching.set(source.id, done);
    }
  }

  async #keep({ id, by, url }: FileSource): Promise<void> {
    const { storage, bytes, logger } = this.#deps;
    try {
      const known = (await storage.get(FILE, id))?.value as Received | undefined;
      if (!known || known.size !== undefined) return;
      const found = await this.#download({ by, url }, LIMITS.keptFile, this.#stopping.signal);
      await bytes.put(id, found);
      const received: Received = { by, url, size: found.byteLength };
      // It may have been erased meanwhile.
      if (!(await storage.replace(FILE, id, received))) await bytes.remove(id);
    } catch (error) {
      logger.warn(
        { error: messageOf(error), file: id },
        'A file from Teams could not be kept; it can be read for some minutes',
      );
    }
  }

  #download({ by, url }: Received, maxBytes: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const { hosts, tokens } = this.#deps;
    if (by === 'download') return download(url, { maxBytes, signal, mayAsk: hosts.isFileStore });
    return download(url, { maxBytes, signal, mayAsk: hosts.isService, tokenFor: () => tokens.get() });
  }

  async #prune(now: number): Promise<void> {
    const { storage } = this.#deps;
    for (const { id, order } of await storage.list(FILE, FILE, { limit: PRUNED_AT_ONCE })) {
      if (order > now - KEPT_MS) return;
      await this.#erase(id);
    }
  }

  /** The record goes first, so that whoever is fetching the file keeps nothing; by whom it is found goes last. */
  async #erase(id: string): Promise<void> {
    await this.#deps.storage.remove(FILE, id);
    await this.#deps.bytes.remove(id);
    await this.#byMessage.remove(id);
    await this.#byPerson.remove(id);
  }
}

function messageKey({ channel, id }: PostRef): string {
  return JSON.stringify([channel, id]);
}

function personKey({ workspace, id }: { workspace: string; id: string }): string {
  return JSON.stringify([workspace, id]);
}

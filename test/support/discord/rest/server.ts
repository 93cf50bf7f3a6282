import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../world/world.ts';
import type { Backend } from './call.ts';
import { type Fault, Faults } from './faults.ts';
import type { Sent } from './message-body.ts';
import { Refusal } from './refusal.ts';
import { routeOf, withoutToken } from './routes.ts';

/** One call that the app made. */
export interface JournalEntry {
  method: string;
  path: string;
  json: Json;
  status: number;
}

/** Serves the REST API of version 10, the CDN, and whatever the gateway's address is. */
export class RestServer {
  readonly server: Server;
  readonly faults = new Faults();
  readonly journal: JournalEntry[] = [];
  private readonly backend: Backend;
  private readonly token: string;
  private waiting: { probe: () => boolean; resolve: () => void }[] = [];

  constructor(backend: Backend, token: string) {
    this.backend = backend;
    this.token = token;
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  /** Resolves when this holds; looked at now, and after each call. */
  until(probe: () => boolean): Promise<void> {
    if (probe()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ probe, resolve }));
  }

  private answered(): void {
    const met = this.waiting.filter(({ probe }) => probe());
    this.waiting = this.waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve();
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.backend.base());
    if (url.pathname.startsWith('/cdn/')) return this.download(url, response);
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const sent = await readBody(request);
    const fault = this.faults.take(`${method} ${path}`);
    const entry: JournalEntry = { method, path, json: sent.json, status: 0 };
    this.journal.push(entry);
    if (fault && 'drop' in fault) return void request.socket.destroy();
    if (fault && 'status' in fault) return this.end(response, entry, faultAnswer(fault));
    const answer = this.handle(request, method, path, url, sent);
    if (fault && 'acceptThenDrop' in fault) return void request.socket.destroy();
    this.end(response, entry, answer);
  }

  private handle(request: IncomingMessage, method: string, path: string, url: URL, sent: Sent) {
    try {
      const authorized = request.headers.authorization === `Bot ${this.token}`;
      if (!authorized && !withoutToken.test(path)) throw new Refusal(401, 0, '401: Unauthorized');
      if (method === 'GET' && path === '/gateway/bot')
        return { status: 200, headers: {}, body: this.gateway() };
      const found = routeOf(method, path);
      if (!found) throw new Refusal(404, 0, '404: Not Found');
      const { status = 200, body } = found.route(this.backend, {
        ...sent,
        params: found.params,
        query: url.searchParams,
      });
      return { status, headers: {}, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, headers: {}, body: error.body() };
    }
  }

  private gateway(): Json {
    return {
      url: `ws://127.0.0.1:${this.port}`,
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
    };
  }

  private end(
    response: ServerResponse,
    entry: JournalEntry,
    { status, headers, body }: { status: number; headers: Record<string, string>; body?: unknown },
  ): void {
    entry.status = status;
    this.answered();
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    response
      .writeHead(status, { ...type, ...headers })
      .end(body === undefined ? undefined : JSON.stringify(body));
  }

  /** Files are had by their address alone, until that expires. */
  private download(url: URL, response: ServerResponse): void {
    const [, , , channel = '', id = ''] = url.pathname.split('/');
    const messages = this.backend.world.channels.get(channel)?.messages.values() ?? [];
    const file = [...messages].flatMap(({ attachments }) => attachments).find((one) => one.id === id);
    const expires = Number.parseInt(url.searchParams.get('ex') ?? '0', 16) * 1_000;
    if (!file || expires < this.backend.world.clock.now().getTime()) {
      response.writeHead(404).end('This content is no longer available.');
      return;
    }
    response.writeHead(200, { 'content-type': file.content_type }).end(file.content);
  }
}

function faultAnswer(fault: Exclude<Fault, { drop: true } | { acceptThenDrop: true }>) {
  if (fault.status !== 429 || !('retryAfter' in fault)) {
    const { code = 0, message = 'A fault' } = fault as { code?: number; message?: string };
    return { status: fault.status, headers: {}, body: { code, message } };
  }
  const { retryAfter, global = false } = fault;
  const headers = {
    'retry-after': String(retryAfter),
    'x-ratelimit-reset-after': String(retryAfter),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-limit': '5',
    'x-ratelimit-bucket': 'bucket',
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  };
  return {
    status: 429,
    headers,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global },
  };
}

/** JSON, or a form with the JSON in `payload_json` and files. https://docs.discord.com/developers/reference#uploading-files */
async function readBody(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parsed(body.toString()), files: new Map() };
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const files: Sent['files'] = new Map();
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    files.set(Number(index), { name: value.name, type: value.type || 'application/octet-stream', bytes });
  }
  const json = form.get('payload_json');
  return { json: parsed(typeof json === 'string' ? json : ''), files };
}

function parsed(text: string): Json {
  try {
    return (text === '' ? {} : JSON.parse(text)) as Json;
  } catch {
    throw new Refusal(400, 50109, 'The request body contains invalid JSON.');
  }
}

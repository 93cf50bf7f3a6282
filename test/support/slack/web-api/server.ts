import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Backend } from './backend.ts';
import { Refusal } from './refusal.ts';
import type { WebApi } from './web-api.ts';

/** Slack's hosts in one: the Web API, response URLs, uploads, files and the WebSockets. */
export class SlackServer {
  readonly #server: Server;
  #handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => {};

  private constructor(server: Server) {
    this.#server = server;
    server.keepAliveTimeout = 60_000;
    server.on('request', (request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        response.destroy();
        // The app died in the middle of its request, which tests of crashes make it do.
        if (!request.complete) return;
        // A fault of the fake itself: shown to the app as a broken server, and to the developer.
        console.error('fake Slack failed', error);
      });
    });
  }

  /** Listens on loopback; port 0 is any free one. */
  static async listen(port: number): Promise<SlackServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new SlackServer(server);
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  serve(backend: Backend, api: WebApi, botToken: string): void {
    this.#handle = async (request, response) => {
      const url = new URL(request.url ?? '/', this.base);
      const body = await readBody(request);
      const path = url.pathname.slice(1);
      if (path.startsWith('api/')) return api.serve(request, body, url, response);
      if (path.startsWith('hooks/'))
        return useResponseUrl(backend, path.slice('hooks/'.length), body, response);
      if (path.startsWith('upload/')) return upload(backend, path, request, body, response);
      if (path.startsWith('files-pri/')) return download(backend, path, request, botToken, response);
      end(response, 404, 'text/plain', 'Not Found');
    };
    this.#server.on('upgrade', (request, stream, head) =>
      backend.sockets.upgrade(request, stream as Socket, head),
    );
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function useResponseUrl(backend: Backend, path: string, body: Buffer, response: ServerResponse): void {
  try {
    backend.responseUrls.use(backend, path, parsed(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = error.code.endsWith('_url') ? 404 : 400;
    return end(
      response,
      status,
      'application/json',
      JSON.stringify({ ok: false, error: error.code, ...error.extra }),
    );
  }
  end(response, 200, 'application/json', JSON.stringify({ ok: true }));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

async function upload(
  backend: Backend,
  path: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const receipt = await backend.uploads.receive(path, request.headers['content-type'] ?? '', body);
  end(response, receipt === undefined ? 400 : 200, 'text/plain', receipt ?? 'invalid upload');
}

/** Private files: with the token and its scope the bytes, without them a page to sign in, as Slack does. */
function download(
  backend: Backend,
  path: string,
  request: IncomingMessage,
  botToken: string,
  response: ServerResponse,
): void {
  const id = /^files-pri\/[^/]+?-([^/]+)\//.exec(path)?.[1] ?? '';
  const file = backend.workspace.files.get(id);
  const allowed = request.headers.authorization === `Bearer ${botToken}` && backend.scopes.has('files:read');
  if (!allowed)
    return end(response, 200, 'text/html; charset=utf-8', '<!DOCTYPE html><title>Sign in | Slack</title>');
  if (!file?.complete)
    return end(response, 404, 'text/html; charset=utf-8', '<!DOCTYPE html><title>Not found</title>');
  end(response, 200, file.mimetype, Buffer.from(file.content));
}

function end(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

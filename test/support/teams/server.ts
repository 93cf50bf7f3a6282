import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectorCall, type Reply, refused } from './connector.ts';
import type { FakeGraph } from './graph.ts';
import type { TokenIssuer } from './token-issuer.ts';
import type { Json, World } from './world.ts';

/** What goes wrong with a call. `acceptThenDrop`: it is done, and nobody learns of it. `hang`: it waits for `resume`. */
export type Fault =
  | { status: number; retryAfter?: number; code?: string }
  | { drop: true }
  | { hang: true }
  | { acceptThenDrop: true };

export interface Credentials {
  appId: string;
  tenantId: string;
  secret: string;
}

/** What a token is for is told by the scope that it is asked for with; one for another service is no good. */
const TOKENS = {
  'https://api.botframework.com/.default': 'token-of-the-bot',
  'https://graph.microsoft.com/.default': 'token-for-graph',
};
const [BOT_TOKEN, GRAPH_TOKEN] = Object.values(TOKENS);

/** Microsoft's services on loopback: the Bot Connector, where bots get tokens, the keys of Teams, and file stores. */
export class TeamsServer {
  /** Calls of the bot, oldest first, such as `POST /v3/conversations/…/activities`. */
  readonly calls: { call: string; text: string; status: number }[] = [];
  readonly uploads = new Map<string, Buffer>();
  private readonly faults: { call: RegExp; fault: Fault }[] = [];
  private readonly hanging: (() => void)[] = [];
  private waiting: { probe: () => boolean; resolve: () => void }[] = [];
  private readonly http = createServer((request, response) => void this.serve(request, response));
  private readonly given: { world: World; graph: FakeGraph; issuer: TokenIssuer; credentials: Credentials };

  constructor(given: { world: World; graph: FakeGraph; issuer: TokenIssuer; credentials: Credentials }) {
    this.given = given;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Resolves when this holds; looked at now, and after each call. */
  until(probe: () => boolean): Promise<void> {
    if (probe()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ probe, resolve }));
  }

  look(): void {
    const met = this.waiting.filter(({ probe }) => probe());
    this.waiting = this.waiting.filter((one) => !met.includes(one));
    for (const { resolve } of met) resolve();
  }

  /** Calls that hang are answered after all. */
  resume(): void {
    for (const go of this.hanging.splice(0)) go();
  }

  failNext(call: RegExp, fault: Fault): void {
    this.faults.push({ call, fault });
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const call = `${request.method} ${decodeURIComponent(request.url ?? '')}`;
    const struck = this.faults.findIndex((one) => one.call.test(call));
    const fault = struck < 0 ? undefined : this.faults.splice(struck, 1)[0]?.fault;
    if (fault && 'drop' in fault) return void request.socket.destroy();
    if (fault && 'hang' in fault) {
      this.calls.push({ call, text: String(bytes), status: 0 });
      this.look();
      await new Promise<void>((resolve) => this.hanging.push(resolve));
    }
    const reply = fault && 'status' in fault ? faulty(fault) : this.answer(request, bytes);
    this.calls.push({ call, text: String(bytes), status: reply.status });
    this.look();
    if (fault && 'acceptThenDrop' in fault) return void request.socket.destroy();
    const body = reply.bytes ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(body);
  }

  private answer(request: IncomingMessage, bytes: Buffer): Reply {
    const { world, issuer } = this.given;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path === '/keys') return { status: 200, body: issuer.keys };
    if (path === '/openid') {
      const metadata = { issuer: this.origin, jwks_uri: `${this.origin}/keys` };
      return { status: 200, body: { ...metadata, id_token_signing_alg_values_supported: ['RS256'] } };
    }
    if (path.endsWith('/oauth2/v2.0/token')) return this.token(path, new URLSearchParams(String(bytes)));
    if (path.startsWith('/download/')) return this.download(path.slice('/download/'.length));
    if (path.startsWith('/upload/') && request.method === 'PUT') {
      return this.upload(path.slice('/upload/'.length), request.headers['content-range'], bytes);
    }
    const { authorization } = request.headers;
    if (path.startsWith('/v1.0/'))
      return this.given.graph.answer(request, authorization === `Bearer ${GRAPH_TOKEN}`, this.origin);
    if (authorization !== `Bearer ${BOT_TOKEN}`) {
      return refused(401, 'BotNotRegistered', 'Authorization has been denied for this request.');
    }
    if (path.startsWith('/v3/attachments/')) return this.download(path.split('/')[3] ?? '');
    if (path.startsWith('/v3/conversations')) return connectorCall(world, request, jsonOf(bytes));
    return { status: 404, body: {} };
  }

  /** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
  private token(path: string, given: URLSearchParams): Reply {
    const { appId, tenantId, secret } = this.given.credentials;
    const wrong = (code: string, error: string, words: string) => ({
      status: error === 'invalid_client' ? 401 : 400,
      body: { error, error_description: `${code}: ${words}`, error_codes: [Number(code.slice(6))] },
    });
    if (given.get('grant_type') !== 'client_credentials')
      return wrong('AADSTS70003', 'unsupported_grant_type', 'The app requested an unsupported grant type.');
    if (!path.startsWith(`/${tenantId}/`))
      return wrong('AADSTS90002', 'invalid_request', 'Tenant not found.');
    if (given.get('client_id') !== appId)
      return wrong('AADSTS700016', 'unauthorized_client', 'Application was not found in the directory.');
    const proven = given.get('client_secret') === secret || given.has('client_assertion');
    if (!proven) return wrong('AADSTS7000215', 'invalid_client', 'Invalid client secret provided.');
    const scopes = given.get('scope')?.split(' ') ?? [];
    const token = Object.entries(TOKENS).find(([scope]) => scopes.includes(scope))?.[1];
    if (token === undefined) return wrong('AADSTS70011', 'invalid_scope', 'The provided scope is not valid.');
    return { status: 200, body: { token_type: 'Bearer', expires_in: 86_399, access_token: token } };
  }

  private download(id: string): Reply {
    const file = this.given.world.files.get(id);
    if (!file) return { status: 404, body: {} };
    return { status: 200, bytes: file.bytes, headers: { 'content-type': 'application/octet-stream' } };
  }

  /** https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession#upload-bytes-to-the-upload-session */
  private upload(id: string, range: string | undefined, bytes: Buffer): Reply {
    if (range !== `bytes 0-${bytes.length - 1}/${bytes.length}`) return { status: 416, body: {} };
    this.uploads.set(id, bytes);
    return { status: 201, body: { id } };
  }
}

function jsonOf(bytes: Buffer): Json {
  try {
    return JSON.parse(String(bytes)) as Json;
  } catch {
    return {};
  }
}

function faulty({ status, retryAfter, code = 'Error' }: Extract<Fault, { status: number }>): Reply {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { ...refused(status, code, 'It was refused.'), headers };
}

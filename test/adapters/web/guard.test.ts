import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createWeb } from '../../../adapters/web/web.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { MemoryStorage } from './memory-storage.ts';
import { type Bed, startBed } from './workspace-bed.ts';

const message = {
  customer: { id: 'customer-one', name: 'Customer 1' },
  thread: 'thread-0001',
  id: 'message-0001',
  text: 'hello',
};
const token = 'a-long-random-text';
let bed: Bed | undefined;

afterEach(async () => {
  await bed?.stop();
  bed = undefined;
});

/** The status of a request that calls the server by another name. */
function askAs(host: string, path = '/'): Promise<number> {
  const { port } = new URL(bed?.web.url() ?? '');
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });
}

function make(host: string, given?: string) {
  const deps = {
    storage: new MemoryStorage(),
    logger: createLogger('silent'),
    clock: systemClock,
    newId: () => 'id',
  };
  return createWeb({ host, port: 0, ...(given === undefined ? {} : { token: given }) }, deps);
}

test.each(['0.0.0.0', '::', '192.168.1.5', 'baton.example.com'])(
  'on %s, where others can connect, a token is demanded, and the error says how',
  (host) => {
    expect(() => make(host)).toThrow(
      expect.objectContaining({ code: 'config.invalid', mend: expect.stringContaining('BATON_WEB_TOKEN') }),
    );
    expect(() => make(host, 'short')).toThrow('easy to guess');
    expect(() => make(host, token)).not.toThrow();
  },
);

test.each(['127.0.0.1', 'localhost', '::1', '127.0.0.2'])('on %s no token is needed', (host) => {
  expect(() => make(host)).not.toThrow();
});

test('a website that points its own name at this machine gets nothing', async () => {
  bed = await startBed();
  expect(await askAs('evil.example.com')).toBe(403);
  expect(await askAs('127.0.0.1.evil.example.com:80', '/api/desk?agent=agent-one')).toBe(403);
  expect(await askAs('localhost:1234')).toBe(200);
  expect(await askAs('[::1]:1234')).toBe(200);
});

test.each([
  ['another website', { origin: 'https://evil.example.com' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', { origin: 'null' }],
  ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
])('%s cannot make a browser send something', async (_, headers) => {
  bed = await startBed();
  expect((await bed.ask('/api/customer/messages', message, headers)).status).toBe(403);
  expect(bed.intake.events).toEqual([]);
});

test('the page itself can send, and so can what is no browser', async () => {
  bed = await startBed();
  const { origin } = new URL(bed.web.url());
  expect((await bed.ask('/api/customer/messages', message, { origin })).status).toBe(200);
  expect((await bed.ask('/api/customer/messages', message)).status).toBe(200);
});

test('a form of another website, which sends text, is refused', async () => {
  bed = await startBed();
  const response = await bed.ask('/api/customer/messages', message, { 'content-type': 'text/plain' });
  expect(response.status).toBe(415);
});

test('every answer forbids what the page does not need', async () => {
  bed = await startBed();
  for (const path of [
    '/',
    '/main.js',
    '/page.css',
    '/healthz',
    '/api/nothing',
    '/api/desk?agent=agent-one',
  ]) {
    const { headers } = await bed.ask(path);
    expect(headers.get('content-security-policy'), path).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
  }
});

test('without the token a visitor sees the question for it, and nothing else', async () => {
  bed = await startBed({ token });
  for (const path of ['/', '/main.js', '/?token=wrong']) {
    const response = await bed.ask(path);
    expect(response.status, path).toBe(401);
    expect(await response.text()).toContain('name="token"');
  }
  for (const path of ['/api/desk?agent=agent-one', '/api/stream?agent=agent-one']) {
    expect((await bed.ask(path)).status, path).toBe(401);
  }
  expect((await bed.ask('/api/customer/messages', message)).status).toBe(401);
  expect((await bed.ask('/', undefined, { cookie: `baton_web=${token}` })).status).toBe(401);
});

test('whoever shows the token once is let in from then on, and it leaves the address', async () => {
  bed = await startBed({ token });
  const login = await bed.ask(`/?token=${token}&view=desk`);
  expect(login.status).toBe(303);
  expect(login.headers.get('location')).toBe('/?view=desk');
  const cookie = login.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(cookie).not.toContain(token);
  const shown = { cookie: cookie.split(';')[0] ?? '' };
  expect((await bed.ask('/', undefined, shown)).status).toBe(200);
  expect((await bed.ask('/api/customer/messages', message, shown)).status).toBe(200);
});

test('a port that is taken is told with what to do', async () => {
  bed = await startBed();
  const port = Number(new URL(bed.web.url()).port);
  await expect(startBed({ port })).rejects.toMatchObject({
    code: 'adapter.not_started',
    mend: expect.stringContaining('web.port'),
  });
});

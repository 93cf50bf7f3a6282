import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBytes } from '../../../adapters/slack/files/read-bytes.ts';
import { sdkLogger } from '../../../adapters/slack/web-api/sdk-logger.ts';
import { clientOptions, SlackApi } from '../../../adapters/slack/web-api/slack-api.ts';
import { createLogger } from '../../../src/platform/logger.ts';

interface Page {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A host that serves pages by their path, and keeps what it was asked. */
class Host {
  readonly pages = new Map<string, Page>();
  readonly asked: IncomingMessage[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.asked.push(request);
    const { status = 200, headers = {}, body = '' } = this.pages.get(request.url ?? '') ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let slack: Host;
let stranger: Host;
beforeEach(async () => {
  slack = await new Host().start();
  stranger = await new Host().start();
});
afterEach(async () => {
  await slack.stop();
  await stranger.stop();
});

const TOKEN = 'xoxb-secret';
const PAGE = { 'content-type': 'text/html; charset=utf-8' };

/** Reads a file that `files.info` describes so. */
async function read(file: object, maxBytes = 1_000): Promise<string> {
  const json = { 'content-type': 'application/json' };
  slack.pages.set('/api/files.info', { headers: json, body: JSON.stringify({ ok: true, file }) });
  const apiUrl = slack.url('/api/');
  const client = new webApi.WebClient(TOKEN, clientOptions(apiUrl, sdkLogger(createLogger('silent'))));
  const bytes = await readBytes({ api: new SlackApi(client), botToken: TOKEN, apiUrl }, 'F1', { maxBytes });
  return Buffer.from(bytes).toString();
}

describe('a file of a message', () => {
  it('is followed to where Slack keeps it, with the token at each step', async () => {
    slack.pages.set('/a', { status: 302, headers: { location: '/b' } });
    slack.pages.set('/b', { headers: { 'content-type': 'image/png' }, body: 'picture' });
    expect(await read({ url_private_download: slack.url('/a'), mimetype: 'image/png' })).toBe('picture');
    expect(slack.asked.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('is not looked for outside Slack, so that nobody else learns the token', async () => {
    stranger.pages.set('/file', { body: 'picture' });
    slack.pages.set('/a', { status: 302, headers: { location: stranger.url('/file') } });
    const unreadable = { code: 'file.unreadable' };
    await expect(read({ url_private_download: slack.url('/a') })).rejects.toMatchObject(unreadable);
    await expect(read({ url_private: stranger.url('/file') })).rejects.toMatchObject(unreadable);
    for (const url of [
      'http://files.slack.com/a',
      'https://slack.com.example.com/a',
      'file:///etc/passwd',
      '',
    ]) {
      await expect(read({ url_private_download: url })).rejects.toMatchObject(unreadable);
    }
    expect(stranger.asked).toEqual([]);
  });

  it('is given up where Slack sends it round in circles', async () => {
    slack.pages.set('/a', { status: 302, headers: { location: '/a' } });
    await expect(read({ url_private_download: slack.url('/a') })).rejects.toMatchObject({
      code: 'file.unreadable',
    });
  });

  it('is not taken for the page to sign in that Slack gives in its stead', async () => {
    slack.pages.set('/a', { headers: PAGE, body: '<title>Sign in</title>' });
    const file = { url_private_download: slack.url('/a'), size: 5 };
    const unreadable = { code: 'file.unreadable', mend: expect.stringContaining('files:read') };
    await expect(read({ ...file, mimetype: 'image/png' })).rejects.toMatchObject(unreadable);
    await expect(read({ ...file, mimetype: 'text/html' })).rejects.toMatchObject(unreadable);
    slack.pages.set('/a', { headers: PAGE, body: '<p>a ' });
    expect(await read({ ...file, mimetype: 'text/html' })).toBe('<p>a ');
  });

  it('that is too large is not even asked for, and not read on where Slack told another size', async () => {
    slack.pages.set('/a', { body: 'x'.repeat(1_001) });
    const file = { url_private_download: slack.url('/a'), mimetype: 'text/plain' };
    await expect(read({ ...file, size: 1_001 })).rejects.toMatchObject({ code: 'file.unreadable' });
    expect(slack.asked.map(({ url }) => url)).toEqual(['/api/files.info']);
    await expect(read({ ...file, size: 3 })).rejects.toMatchObject({ code: 'file.unreadable' });
  });

  it('is asked for again where Slack is not well', async () => {
    slack.pages.set('/a', { status: 503 });
    const file = { url_private_download: slack.url('/a') };
    await expect(read(file)).rejects.toMatchObject({ code: 'delivery.retryable' });
    slack.pages.set('/a', { status: 429 });
    await expect(read(file)).rejects.toMatchObject({ code: 'delivery.retryable' });
  });
});

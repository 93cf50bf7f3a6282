import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Access } from './protocol.ts';
import { serveOrders } from './serve-orders.ts';

/** No framework at all: acknowledges, and posts an answer. What it reaches is what the harness itself can do. */
const agent = new Agent({ keepAlive: true });

async function readAll(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return text;
}

function post({ apiUrl, botToken }: Access, channel: string, text: string): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${botToken}` };
  const sent = request(`${apiUrl}chat.postMessage`, { method: 'POST', agent, headers }, (answer) =>
    answer.resume(),
  );
  sent.on('error', (error) => process.stderr.write(`${error.stack}\n`));
  sent.end(JSON.stringify({ channel, text }));
}

async function start(access: Access): Promise<string> {
  const server = createServer(async (incoming, response) => {
    const body = JSON.parse(await readAll(incoming));
    response.end(body.challenge);
    if (body.event && !body.event.bot_id) post(access, body.event.channel, `You wrote: ${body.event.text}`);
  });
  // Longer than any pause of the harness: a connection closed under a request would count as the app's fault.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

serveOrders({ start, answerAfter: () => undefined });

import { createServer } from 'node:net';

/** How long whoever uses the port may take to answer, milliseconds. */
const PATIENCE_MS = 2_000;

/** Whether an address can be listened on now: it is free, a web workspace is there already, or something else is. */
export async function lookAtPort(
  { host, port }: { host: string; port: number },
  url: string,
): Promise<'free' | 'served' | 'taken'> {
  if (await canListen(host, port)) return 'free';
  try {
    const page = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return /<title>Baton\b/.test(await page.text()) ? 'served' : 'taken';
  } catch {
    return 'taken';
  }
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

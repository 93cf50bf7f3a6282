import { BatonError } from '../../src/platform/errors.ts';
import type { Live } from '../../src/platform/live.ts';

/** Where and for whom the web workspace is served. */
export interface WebSettings {
  /** The address to listen on. */
  host: string;
  /** 0 for any free one. */
  port: number;
  /** What a browser must show before it sees anything. Required where others than this machine can connect. */
  token?: string;
  /** How a desk message that stays at the desk begins; the page marks such messages. Default `//`. */
  noteMark?: Live<string>;
  /** Whether what the holder writes goes to the customer, or stays a note until it is sent. Default `send`. */
  deskMessages?: Live<'send' | 'notes'>;
}

const SHORTEST_TOKEN = 8;

/** Whether only this machine can connect to an address. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** Throws `config.invalid` where the page would be open to strangers. */
export function checkSettings({ host, token }: WebSettings): void {
  if (token === undefined && !isLoopback(host)) {
    throw new BatonError(
      'config.invalid',
      `The web workspace would be open to everyone who can reach ${host}, because it has no token`,
      { mend: 'Set BATON_WEB_TOKEN to a long random text, or set web.host to 127.0.0.1.' },
    );
  }
  if (token !== undefined && token.length < SHORTEST_TOKEN) {
    throw new BatonError('config.invalid', 'The token of the web workspace is easy to guess', {
      mend: `Set BATON_WEB_TOKEN to a random text of at least ${SHORTEST_TOKEN} characters.`,
    });
  }
}

/** The address as a browser writes it: where everything is listened to, this machine is named. */
export function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}/`;
}

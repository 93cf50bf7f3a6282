import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

/** What a token of Teams says. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot */
export interface Claims {
  aud: string;
  iss: string;
  /** The address that the activity names. */
  serviceurl: string;
  /** Seconds since 1970. */
  nbf: number;
  exp: number;
  [more: string]: unknown;
}

const encode = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs tokens as Microsoft does, and publishes the keys to check them by. */
export class TokenIssuer {
  readonly kid = randomUUID();
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.key = privateKey;
    this.publicKey = publicKey;
  }

  sign(claims: Claims, kid: string = this.kid): string {
    const head = encode({ typ: 'JWT', alg: 'RS256', x5t: kid, kid });
    const body = encode(claims);
    const signature = createSign('RSA-SHA256').update(`${head}.${body}`).sign(this.key);
    return `${head}.${body}.${signature.toString('base64url')}`;
  }

  /** The published keys; each says for which channels it signs. */
  get keys(): object {
    const jwk = this.publicKey.export({ format: 'jwk' });
    return { keys: [{ ...jwk, use: 'sig', kid: this.kid, x5t: this.kid, endorsements: ['msteams'] }] };
  }
}

import { createSign, generateKeyPairSync } from 'node:crypto';

/** One value in DER. https://www.itu.int/rec/T-REC-X.690 */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const [SEQUENCE, SET, INTEGER, BITS, NAME, TIME, OID] = [0x30, 0x31, 0x02, 0x03, 0x0c, 0x18, 0x06];
const SHA256_WITH_RSA = der(SEQUENCE, der(OID, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(OID, Buffer.from('550403', 'hex'));

/** A certificate that nobody but itself vouches for, and its key, both PEM; made anew each time. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
export function selfSigned(): { pem: string; privateKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(NAME, Buffer.from('baton')))));
  const validity = der(
    SEQUENCE,
    der(TIME, Buffer.from('20200101000000Z')),
    der(TIME, Buffer.from('20991231235959Z')),
  );
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(SEQUENCE, der(INTEGER, Buffer.from([1])), SHA256_WITH_RSA, name, validity, name, key);
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const whole = der(SEQUENCE, body, SHA256_WITH_RSA, der(BITS, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

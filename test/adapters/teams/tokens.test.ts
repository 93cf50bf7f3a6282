import { constants, verify, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeams } from '../../../adapters/teams/teams.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import { selfSigned } from '../../support/teams/self-signed.ts';
import { type Claims, TokenIssuer } from '../../support/teams/token-issuer.ts';
import type { Json } from '../../support/teams/world.ts';
import { MemoryStorage } from '../web/memory-storage.ts';
import { TeamsWorld } from './teams-world.ts';

let one: TeamsWorld;
let activity: Json;
beforeEach(async () => {
  one = await TeamsWorld.start();
  const about = { id: one.teams.world.nextId(), from: one.customer, thread: undefined };
  activity = one.teams.people.activity(one.chat, about, { type: 'message', text: 'Hello' });
});
afterEach(() => one.stop());

const claims = (more: Partial<Claims> = {}): Claims => ({ ...one.teams.claims(activity), ...more });
const now = () => Math.floor(Date.now() / 1000);

describe('what is posted to the messaging endpoint', () => {
  it('is taken with a token that Teams signed for this bot', async () => {
    expect((await one.teams.post(activity)).status).toBe(200);
    expect(one.intake.of('customer.message')).toMatchObject([{ text: 'Hello' }]);
  });

  it.each([
    ['another bot', () => ({ aud: '00000000-0000-0000-0000-000000000000' })],
    ['another issuer', () => ({ iss: 'https://issuer.example.com' })],
    ['a time that is over', () => ({ nbf: now() - 7_200, exp: now() - 3_600 })],
    ['a time to come', () => ({ nbf: now() + 3_600, exp: now() + 7_200 })],
    ['another service address', () => ({ serviceurl: 'https://smba.trafficmanager.net/other/' })],
    ['a tenant, as tokens of other kinds have', () => ({ tid: one.teams.credentials.tenantId })],
  ])('is refused with a token for %s', async (_, change) => {
    const answer = await one.teams.post(activity, one.teams.issuer.sign(claims(change())));
    expect(answer.status).toBe(401);
    expect(one.intake.events).toEqual([]);
  });

  it.each([
    ['no token', () => null],
    ['no token but words', () => 'let me in'],
    ['a token whose words were changed', () => changed(one.teams.issuer.sign(claims()))],
    ['a token that somebody else signed', () => new TokenIssuer().sign(claims(), one.teams.issuer.kid)],
    ['a token with a key that nobody published', () => one.teams.issuer.sign(claims(), 'unknown')],
  ])('is refused with %s', async (_, token) => {
    expect((await one.teams.post(activity, token())).status).toBe(401);
    expect(one.intake.events).toEqual([]);
  });

  it('is refused where its service address is not Microsoft’s, whoever signed it', async () => {
    const elsewhere = { ...activity, serviceUrl: 'https://service.example.com/' };
    expect((await one.teams.post(elsewhere)).status).toBe(403);
    expect(one.intake.events).toEqual([]);
  });

  it('is refused where it is of another tenant', async () => {
    const tenantId = '00000000-0000-0000-0000-000000000000';
    const conversation = { ...(activity['conversation'] as Json), tenantId };
    expect((await one.teams.post({ ...activity, conversation })).status).toBe(403);
    expect(one.intake.events).toEqual([]);
  });
});

/** The same token with another body under the old signature. */
function changed(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const given = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  const more = Buffer.from(JSON.stringify({ ...given, exp: given.exp + 1 })).toString('base64url');
  return [head, more, signature].join('.');
}

describe('without an app id', () => {
  const create = (local: boolean, host = '127.0.0.1') =>
    createTeams(
      { host, port: 0, path: '/api/messages', supportChannels: [], local },
      { logger: createLogger('silent'), clock: systemClock, storage: new MemoryStorage() },
    );

  it('the adapter refuses to be built', () => {
    expect(() => create(false)).toThrow(expect.objectContaining({ code: 'adapter.credentials' }));
  });

  it('it is built for local play where that is asked for by name, on loopback alone', () => {
    expect(create(true).channel.platform).toBe('teams');
    expect(() => create(true, '0.0.0.0')).toThrow(expect.objectContaining({ code: 'config.invalid' }));
  });
});

describe('the bot’s own token', () => {
  it('is asked for by what the certificate’s key has signed, where there is one', async () => {
    const certificate = selfSigned();
    const other = await TeamsWorld.start({ secret: '', certificate });
    expect(await other.channel.check()).toContainEqual(
      expect.objectContaining({ name: 'teams credentials', ok: true }),
    );
    const [asked] = other.teams.server.calls.filter(({ call }) => call.includes('/token'));
    const given = new URLSearchParams(asked?.text);
    expect(given.get('client_secret')).toBeNull();
    const [head = '', body = '', signature = ''] = (given.get('client_assertion') ?? '').split('.');
    const { publicKey } = new X509Certificate(certificate.pem);
    const bytes = Buffer.from(signature, 'base64url');
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string };
    const padding = alg.startsWith('PS') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    expect(verify('sha256', Buffer.from(`${head}.${body}`), { key: publicKey, padding }, bytes)).toBe(true);
    await other.stop();
  });

  it('is asked for with the secret, and a wrong secret says what to do', async () => {
    expect(await one.channel.check()).toContainEqual(
      expect.objectContaining({ name: 'teams credentials', ok: true }),
    );
    const other = await TeamsWorld.start({ secret: 'wrong' });
    expect(await other.channel.check()).toContainEqual(
      expect.objectContaining({
        name: 'teams credentials',
        ok: false,
        mend: expect.stringContaining('SECRET'),
      }),
    );
    await other.stop();
  });
});

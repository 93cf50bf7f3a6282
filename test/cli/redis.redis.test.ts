import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagePath } from '../../src/platform/package-path.ts';
import { runBaton } from '../support/baton-command.ts';
import { startBatonProcess } from '../support/baton-process.ts';
import { startTestRedis, type TestRedis } from '../support/redis-server.ts';

let folder: string;
let redis: TestRedis;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-redis-'));
  redis = await startTestRedis();
});
afterEach(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({ BATON__KNOWLEDGE__PATH: packagePath('config/knowledge'), REDIS_URL: redis.url });
const finding = async (change = {}) => {
  const { code, stdout } = await runBaton(folder, ['doctor', '--json'], { ...env(), ...change });
  const { findings } = JSON.parse(stdout) as { findings: { name: string; mend?: string }[] };
  return { code, ...findings.find(({ name }) => name === 'redis') };
};

test('doctor tells whether Redis answers, and what to do where it does not', async () => {
  expect(await finding()).toMatchObject({ code: 0, ok: true });
  await redis.kill();
  expect(await finding()).toMatchObject({ code: 1, ok: false, mend: expect.stringContaining('REDIS_URL') });
});

test('Baton shares its limits by Redis, and starts and stops in good order without it', async () => {
  const sharing = await startBatonProcess(folder, env());
  await expect.poll(() => redis.client.pubsub('NUMSUB', 'baton:holds')).toEqual(['baton:holds', 1]);
  expect(await sharing.stop()).toBe(0);
  await redis.kill();
  const alone = await startBatonProcess(folder, env());
  expect(await alone.stop()).toBe(0);
});

test('Baton that cannot start ends all the same, with what it had opened', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const port = `${(taken.address() as AddressInfo).port}`;
  const { code, stderr } = await runBaton(folder, ['start'], { ...env(), BATON__WEB__PORT: port });
  taken.close();
  expect([code, stderr]).toEqual([1, expect.stringContaining('cannot listen')]);
});

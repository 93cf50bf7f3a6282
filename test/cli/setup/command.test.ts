import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../../src/platform/package-path.ts';
import { runBaton, startBaton } from '../../support/baton-command.ts';
import { type FakeSlack, startFakeSlack } from '../../support/slack/fake-slack.ts';

let folder: string;
let slack: FakeSlack;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-setup-'));
  slack = await startFakeSlack({ retries: false });
});
afterEach(async () => {
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
});

const credentials = () => ({
  SLACK_API_URL: slack.apiUrl,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
});
const setup = (args: string[], env: Record<string, string> = credentials()) =>
  runBaton(folder, ['setup', ...args], env);

describe('baton setup --yes', () => {
  it('sets Slack up from the environment and flags, and baton doctor then finds all well', async () => {
    const agent = slack.addUser({ name: 'agent' });
    const help = slack.addChannel({ name: 'help', members: [agent] });
    const made = ['--desk-name', 'desk', '--member', agent.id];
    const { code, stdout, stderr } = await setup(['--yes', ...made, '--support', help.id]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('✓ “I want to talk to a human” brings a card to the desk on Slack');
    expect(stdout).not.toContain(slack.botToken);
    const desk = [...slack.workspace.channels.values()].find(({ name }) => name === 'desk');
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(
      [
        `SLACK_BOT_TOKEN=${slack.botToken}`,
        `SLACK_API_URL=${slack.apiUrl}`,
        `SLACK_APP_TOKEN=${slack.appToken}`,
        `BATON__SLACK__DESK_CHANNEL=${desk?.id}`,
        `BATON__SLACK__SUPPORT_CHANNELS=${help.id}`,
        `BATON__KNOWLEDGE__PATH=${packagePath('config/knowledge')}`,
        '',
      ].join('\n'),
    );
    const doctor = await runBaton(folder, ['doctor', '--json'], {});
    expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
  });
});

it('baton doctor says that agents work in the web workspace, where no desk was named', async () => {
  const { stdout } = await runBaton(folder, ['doctor', '--json'], {
    ...credentials(),
    BATON__WEB__PORT: '0',
  });
  expect(JSON.parse(stdout).findings).toContainEqual({
    name: 'desk',
    ok: true,
    detail: 'agents work in the web workspace',
    mend: expect.stringContaining('slack.desk_channel'),
  });
});

it('Ctrl+C during the test conversation takes its card away', async () => {
  const agent = slack.addUser({ name: 'agent' });
  const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
  const looking = slack.gate('conversations.history');
  const ours = () => desk.all.filter((post) => post.bot_id && !post.deleted);
  const ran = startBaton(folder, ['setup', '--yes'], credentials());
  await looking.reached();
  expect(ours()).not.toEqual([]);
  ran.interrupt();
  await slack.until(() => ours().length === 0);
  looking.release();
  const { code, stderr } = await ran.ended;
  expect([code, ours()]).toEqual([130, []]);
  expect(stderr).toContain('Stopped. Finished steps are in .env; run `npx baton setup` again to go on.');
});

it('Ctrl+C while a token is tried says that nothing was written', async () => {
  const trying = slack.gate('auth.test');
  const ran = startBaton(folder, ['setup', '--yes'], credentials());
  await trying.reached();
  ran.interrupt();
  const { code, stderr } = await ran.ended;
  trying.release();
  expect([code, stderr]).toEqual([
    130,
    '\nStopped. Nothing was written; run `npx baton setup` again to go on.\n',
  ]);
});

it('without a terminal and without --yes, says what to do', async () => {
  const { code, stderr } = await setup([]);
  expect(code).toBe(1);
  expect(stderr).toContain('--yes');
});

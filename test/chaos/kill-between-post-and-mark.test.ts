import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeMessage, type FakeSlack, startFakeSlack } from '../support/slack/fake-slack.ts';

let slack: FakeSlack;
let dataDir: string;
let living: ChildProcess | undefined;

beforeEach(async () => {
  slack = await startFakeSlack({ retries: false });
  dataDir = await mkdtemp(join(tmpdir(), 'baton-mark-'));
});
afterEach(async () => {
  living?.kill('SIGKILL');
  living = undefined;
  await slack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const WORDS = 'Press export';

async function startBaton(channels: { desk: string; support: string }, step: string): Promise<ChildProcess> {
  const given = {
    ...{ step, count: 1, from: WORDS, dataDir },
    slack: {
      botToken: slack.botToken,
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      deskChannel: channels.desk,
      supportChannel: channels.support,
    },
  };
  const script = fileURLToPath(new URL('./dying-process.ts', import.meta.url));
  living = fork(script, [JSON.stringify(given)], { execArgv: ['--import', 'tsx'] });
  const [message] = (await once(living, 'message')) as [{ url: string }];
  await slack.connectHttp(message.url);
  return living;
}

it.each([
  ['after it was posted, before its mark is in the outbox', 'after post'],
  ['after its mark is in the outbox', 'after outbox.insert'],
  ['before it is marked', 'before mark'],
  ['after it was marked', 'after mark'],
])(
  'a process that dies %s: the customer gets it once, and it is marked once',
  { timeout: 90_000 },
  async (_, step) => {
    const user = slack.addUser({ name: 'customer' });
    const agent = slack.addUser({ name: 'agent' });
    const support = slack.addChannel({ name: 'support', members: [user] });
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    const channels = { desk: desk.id, support: support.id };

    const died = once(await startBaton(channels, step), 'exit');
    const asked = await slack.say({ user, channel: support, text: 'I want to talk to a human' });
    const card = () => slack.history(desk).find(({ bot_id }) => bot_id === slack.botId);
    await slack.until(() => JSON.stringify(card()?.blocks ?? []).includes('claim'));
    const { ts: cardTs } = card() as FakeMessage;
    await slack.click({ user: agent, channel: desk, ts: cardTs, actionId: claimOf(card()) });
    const inDesk = () => slack.thread(desk, cardTs);
    await slack.until(() => inDesk().some(({ text }) => text.includes('desk.claimed')));
    const { ts } = await slack.say({ user: agent, channel: desk, text: WORDS, threadTs: cardTs });
    expect((await died)[1]).toBe('SIGKILL');

    await startBaton(channels, '');
    const signs = () => inDesk().find((message) => message.ts === ts)?.reactions ?? [];
    const arrived = () => slack.thread(support, asked.ts).filter(({ text }) => text.includes(WORDS));
    await slack.until(() => signs().length > 0);
    await slack.settled();
    expect(arrived()).toHaveLength(1);
    expect(signs().map(({ name, users }) => [name, users.length])).toEqual([['white_check_mark', 1]]);
  },
);

function claimOf(card: FakeMessage | undefined): string {
  const [, id] = /"action_id":"([^"]*claim[^"]*)"/.exec(JSON.stringify(card?.blocks ?? [])) ?? [];
  return id ?? 'claim';
}

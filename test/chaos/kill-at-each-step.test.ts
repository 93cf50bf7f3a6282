import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../support/slack/fake-slack.ts';

let slack: FakeSlack;
let dataDir: string;
let living: ChildProcess | undefined;

beforeEach(async () => {
  slack = await startFakeSlack({ retries: false });
  dataDir = await mkdtemp(join(tmpdir(), 'baton-kill-'));
});
afterEach(async () => {
  living?.kill('SIGKILL');
  living = undefined;
  await slack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Death {
  step: string;
  count: number;
}

/** Starts Baton in a process of its own, connected to the workspace. */
async function startBaton(channels: { desk: string; support: string }, death?: Death): Promise<ChildProcess> {
  const given = {
    ...(death ?? { step: '', count: 0 }),
    dataDir,
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

/** The road of a first question, step by step; the count says at which of its occurrences the process dies. */
const STEPS: readonly (Death & { told: string })[] = [
  { told: 'before an event is stored', step: 'before events.insert', count: 1 },
  { told: 'after an event is stored, before it is counted', step: 'after events.insert', count: 1 },
  { told: 'after accepting', step: 'after conversations.ring', count: 1 },
  { told: 'after taking the lease', step: 'after conversations.lease', count: 1 },
  { told: 'after deciding, before the commit', step: 'before conversations.commit', count: 1 },
  { told: 'after the commit of the decision', step: 'after conversations.commit', count: 1 },
  { told: 'after the messages were recorded', step: 'after messages.insert', count: 1 },
  { told: 'while the answer is being made', step: 'in responder', count: 1 },
  { told: 'after the events were marked as done', step: 'after events.done', count: 1 },
  { told: 'after the commit of the answer', step: 'after conversations.commit', count: 2 },
  { told: 'before the answer is in the outbox', step: 'before outbox.insert', count: 2 },
  { told: 'after the answer is in the outbox', step: 'after outbox.insert', count: 2 },
  { told: 'after taking the slot', step: 'after conversations.takeSlot', count: 1 },
  { told: 'before sending', step: 'before post', count: 1 },
  { told: 'after sending, before recording it', step: 'after post', count: 1 },
  { told: 'after recording what was sent', step: 'after outbox.sent', count: 1 },
  { told: 'after giving the slot free', step: 'after conversations.freeSlot', count: 1 },
];

describe('a process that dies', () => {
  it.each(STEPS)(
    '$told leaves nothing unanswered, and says nothing twice',
    { timeout: 90_000 },
    async (death) => {
      const user = slack.addUser({ name: 'customer' });
      const support = slack.addChannel({ name: 'support', members: [user] });
      const desk = slack.addChannel({ name: 'desk', isPrivate: true });
      const channels = { desk: desk.id, support: support.id };

      const dying = await startBaton(channels, death);
      const died = once(dying, 'exit');
      const first = await slack.say({ user, channel: support, text: 'How do I export?' });
      const [, signal] = await died;
      expect(signal).toBe('SIGKILL');
      await first.delivered;

      await startBaton(channels);
      await slack.redeliverPending();
      const answers = () => slack.thread(support, first.ts).filter(({ bot_id }) => bot_id);
      await slack.until(() => answers().length > 0);
      const second = await slack.say({
        user,
        channel: support,
        text: 'And how do I import?',
        threadTs: first.ts,
      });
      await second.delivered;
      await slack.until(() => answers().some(({ text }) => text.includes('And how do I import?')));
      await slack.settled();

      expect(answers().map(({ text }) => /Answer to: ([\w ]+)/.exec(text)?.[1])).toEqual([
        'How do I export',
        'And how do I import',
      ]);
      expect(slack.pendingEvents()).toEqual([]);
    },
  );
});

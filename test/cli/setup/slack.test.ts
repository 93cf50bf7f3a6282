import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupStopped } from '../../../src/cli/setup/asker.ts';
import { packagePath } from '../../../src/platform/package-path.ts';
import {
  type FakeChannel,
  type FakeSlack,
  type FakeUser,
  startFakeSlack,
} from '../../support/slack/fake-slack.ts';
import { type Script, STOP } from './scripted-asker.ts';
import { type SetupBed, startSetupBed } from './setup-bed.ts';

let bed: SetupBed;
let slack: FakeSlack;
let agent: FakeUser;

beforeEach(async () => {
  bed = await startSetupBed();
  slack = await startFakeSlack({ retries: false });
  agent = slack.addUser({ name: 'agent', realName: 'First agent' });
});
afterEach(async () => {
  await slack.stop();
  await bed.stop();
});

const before = () => `# Ours\nOTHER=1 # stays\nSLACK_BOT_TOKEN=   # the bot\nSLACK_API_URL=${slack.apiUrl}\n`;
const channelNamed = (name: string) =>
  [...slack.workspace.channels.values()].find((channel) => channel.name === name);
const tokens = () => ({ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken });
const api = () => ({ SLACK_API_URL: slack.apiUrl });
/** What the bot posted in a channel, and did not take away. */
const ours = (channel: FakeChannel) => channel.all.filter((post) => post.bot_id && !post.deleted);
const slackOnly = { platforms: ['slack'] };

describe('somebody new sets Slack up', () => {
  it('is told at once of a wrong token, gets a desk made, and sees a conversation go through', async () => {
    const help = slack.addChannel({ name: 'help', members: [agent] });
    await bed.writeEnv(before());
    const { asker, passed } = await bed.setUp({
      ...slackOnly,
      SLACK_BOT_TOKEN: ['hello', slack.appToken, 'xoxb-1-wrong', slack.botToken],
      SLACK_APP_TOKEN: ['xapp-1-wrong', slack.appToken],
      desk: 'make',
      desk_name: 'support-desk',
      member: agent.id,
      support: [help.id],
    });
    expect(asker.unused).toEqual([]);
    expect(asker.transcript).toContain('What you gave looks like SLACK_APP_TOKEN.');
    expect(asker.transcript).toContain(
      'wrong: slack token: Slack does not accept SLACK_BOT_TOKEN: invalid_auth',
    );
    expect(asker.transcript).toContain('wrong: slack socket mode: invalid_auth');
    expect(asker.transcript).toContain('[Enter tries …rong again]');
    expect(asker.transcript).not.toContain('xoxb-1-wrong');

    const desk = channelNamed('support-desk');
    expect(desk?.kind).toBe('group');
    expect(desk?.members.has(agent.id)).toBe(true);
    expect(await bed.env()).toBe(
      [
        '# Ours',
        'OTHER=1 # stays',
        `SLACK_BOT_TOKEN=${slack.botToken}   # the bot`,
        `SLACK_API_URL=${slack.apiUrl}`,
        `SLACK_APP_TOKEN=${slack.appToken}`,
        `BATON__SLACK__DESK_CHANNEL=${desk?.id}`,
        `BATON__SLACK__SUPPORT_CHANNELS=${help.id}`,
        `BATON__KNOWLEDGE__PATH=${packagePath('config/knowledge')}`,
        '',
      ].join('\n'),
    );
    expect(await bed.mode()).toBe('600');
    expect(await bed.files()).toEqual(['.env']);

    expect(passed).toBe(true);
    expect(asker.transcript).toMatch(
      /good: “How do I cancel a booking\?” is answered in [\d.]+ s:\n.*Reschedule/s,
    );
    expect(asker.transcript).toContain('brings a card to the desk on Slack');
    const posted = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(JSON.stringify(posted)).toContain('A test by baton setup');
    expect(desk && ours(desk)).toEqual([]);
    expect(asker.lines.at(-1)).toContain('npm start');
    expect(asker.lines.at(-1)).toContain('try it on Slack: write to the bot');
    expect(asker.lines.at(-1)).toContain('Invite your agents to the desk channel');
  });

  it('is told how to make the desk by hand where the app may not, and it is found then', async () => {
    slack.scopes.delete('groups:write');
    const { asker, passed } = await bed.setUp(
      {
        ...slackOnly,
        ...tokens(),
        desk: [
          'make',
          'again',
          () => {
            slack.addChannel({ name: 'ours', isPrivate: true, members: [agent] });
            return 'again';
          },
          () => channelNamed('ours')?.id ?? '',
        ],
        member: agent.id,
        test: false,
      },
      { env: api() },
    );
    expect(asker.transcript).toContain(
      'info: The bot is in no private channel yet. By hand: create a private',
    );
    expect(asker.transcript).toContain('info: slack scope groups:write: not granted; it would serve');
    expect(asker.transcript).toMatch(
      /wrong: .*missing_scope \(groups:write\).*Or by hand: create a private channel/s,
    );
    expect(await bed.env()).toContain(`BATON__SLACK__DESK_CHANNEL=${channelNamed('ours')?.id}\n`);
    expect(passed).toBe(true);
  });

  it('invites the bot to a support channel when asked, and finds it then', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    const help = slack.addChannel({ name: 'help', members: [agent], withoutBot: true });
    const invite = () => {
      slack.join(help, slack.botUserId);
      return true;
    };
    const script = { ...slackOnly, ...tokens(), desk: desk.id, support: [help.id], test: false };
    await bed.setUp({ ...script, look_again: invite }, { env: api() });
    expect(await bed.env()).toContain(`BATON__SLACK__SUPPORT_CHANNELS=${help.id}\n`);
  });

  it('adds a scope that is missing, and has it checked again', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    slack.scopes.delete('im:write');
    const { asker } = await bed.setUp(
      {
        ...slackOnly,
        ...tokens(),
        after_mend: [
          'again',
          () => {
            slack.scopes.add('im:write');
            return 'again';
          },
        ],
        desk: desk.id,
        test: false,
      },
      { env: api() },
    );
    expect(asker.lines.filter((line) => line.startsWith('wrong: slack scope im:write'))).toHaveLength(2);
    expect(asker.unused).toEqual([]);
  });

  it('is offered another name where that of the desk is taken, and no second desk where one is half made', async () => {
    slack.addChannel({ name: 'support-desk', withoutBot: true });
    slack.addChannel({ name: 'half-made', isPrivate: true });
    const script = { ...slackOnly, ...tokens(), desk: ['make', 'make'], test: false };
    const members = { desk_name: ['support-desk', 'half-made'], member: [agent.id, agent.id] };
    // The desk is half made: a channel without anybody in it but the bot.
    const { asker } = await bed.setUp({ ...script, ...members }, { env: api() });
    expect(asker.transcript).toContain('name_taken');
    expect(channelNamed('half-made')?.members.has(agent.id)).toBe(true);
    expect([...slack.workspace.channels.values()].filter(({ name }) => name === 'half-made')).toHaveLength(1);
  });

  it('is asked anew for a token in .env that cannot be one', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    await bed.writeEnv(
      `SLACK_BOT_TOKEN=nonsense\nSLACK_APP_TOKEN=${slack.appToken}\nSLACK_API_URL=${slack.apiUrl}\n`,
    );
    const script = { ...slackOnly, SLACK_BOT_TOKEN: slack.botToken, desk: desk.id, test: false };
    await bed.setUp(script);
    expect(await bed.env()).toContain(
      `SLACK_BOT_TOKEN=${slack.botToken}\nSLACK_APP_TOKEN=${slack.appToken}\n`,
    );
  });

  it('uses HTTP instead of Socket Mode', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    const { passed } = await bed.setUp(
      {
        ...slackOnly,
        BATON__SLACK__MODE: 'http',
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
        desk: desk.id,
      },
      { env: api() },
    );
    expect(passed).toBe(true);
    expect(await bed.env()).toContain(`SLACK_SIGNING_SECRET=${slack.signingSecret}\n`);
    expect(await bed.env()).not.toContain('SLACK_APP_TOKEN');
  });
});

describe('setup is run again', () => {
  const first = async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    const help = slack.addChannel({ name: 'help', members: [agent] });
    await bed.writeEnv(before());
    await bed.setUp({ ...slackOnly, ...tokens(), desk: desk.id, support: [help.id], test: false });
    return { desk, help, written: await bed.env() };
  };

  it('and nothing changes where nothing is answered', async () => {
    const { written } = await first();
    const { asker } = await bed.setUp({});
    expect(await bed.env()).toBe(written);
    expect(asker.transcript).toContain('[now …fake; Enter keeps it]');
  });

  it('and only what is answered anew changes', async () => {
    const { help, written } = await first();
    const more = slack.addChannel({ name: 'more', members: [agent] });
    await bed.setUp({ support: [help.id, more.id], test: false });
    expect(await bed.env()).toBe(written?.replace(help.id, `${help.id},${more.id}`));
  });

  it('and a variable in the environment that goes before is told of', async () => {
    const { desk } = await first();
    const other = slack.addChannel({ name: 'other', isPrivate: true, members: [agent] });
    const env = { BATON__SLACK__DESK_CHANNEL: desk.id };
    const { asker } = await bed.setUp({ desk: other.id, test: false }, { env });
    expect(asker.transcript).toContain('wrong: BATON__SLACK__DESK_CHANNEL is set in the environment too');
  });
});

describe('Ctrl+C', () => {
  it('in the middle leaves what was there, and nothing half written', async () => {
    await bed.writeEnv(before());
    const script: Script = { ...slackOnly, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: STOP };
    await expect(bed.setUp(script)).rejects.toThrow(SetupStopped);
    expect(await bed.env()).toBe(before());
    expect(await bed.files()).toEqual(['.env']);
  });

  it('keeps the steps that were finished', async () => {
    await bed.writeEnv(before());
    await expect(bed.setUp({ ...slackOnly, ...tokens(), desk: STOP })).rejects.toThrow(SetupStopped);
    expect(await bed.env()).toContain(`SLACK_APP_TOKEN=${slack.appToken}\n`);
    expect(await bed.env()).not.toContain('DESK_CHANNEL');
  });

  it('during the test conversation takes its card away', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    const looking = slack.gate('conversations.history');
    const interrupted = (stop: () => void) => {
      looking.reached().then(() => {
        expect(ours(desk)).not.toEqual([]);
        stop();
      });
      return () => looking.release();
    };
    const done = bed.setUp({ ...slackOnly, ...tokens(), desk: desk.id }, { env: api(), interrupted });
    await expect(done).rejects.toThrow(SetupStopped);
    expect(ours(desk)).toEqual([]);
  });
});

describe('a test conversation that does not go through', () => {
  it('says what is wrong and how to mend it, and leaves nothing behind', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    slack.failNext('chat.postMessage', { error: 'restricted_action' }, { times: 10 });
    const { asker, passed } = await bed.setUp({ ...slackOnly, ...tokens(), desk: desk.id }, { env: api() });
    expect(passed).toBe(false);
    expect(asker.transcript).toContain('wrong: The test conversation did not go through: Slack refuses');
    expect(asker.transcript).toContain('A setting of the Slack workspace forbids it');
    expect(asker.lines.at(-1)).toContain('Mend what the test conversation showed');
    expect(ours(desk)).toEqual([]);
  });

  it('says what could not be taken away', async () => {
    const desk = slack.addChannel({ name: 'desk', isPrivate: true, members: [agent] });
    slack.failNext('chat.delete', { error: 'cant_delete_message' }, { times: 1 });
    const { asker } = await bed.setUp({ ...slackOnly, ...tokens(), desk: desk.id }, { env: api() });
    expect(asker.transcript).toContain('wrong: 1 test posts could not be taken away');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGivenAnswers } from '../../../src/cli/setup/given-answers.ts';
import { startModelServer } from '../../support/model-server.ts';
import { type FakeSlack, startFakeSlack } from '../../support/slack/fake-slack.ts';
import { type SetupBed, startSetupBed } from './setup-bed.ts';

let bed: SetupBed;
let slack: FakeSlack;

beforeEach(async () => {
  bed = await startSetupBed();
  slack = await startFakeSlack({ retries: false });
});
afterEach(async () => {
  await slack.stop();
  await bed.stop();
});

describe('setup that asks nobody', () => {
  it.each([
    ['a desk', {}, 'Give it by --desk'],
    ['the second token', { SLACK_APP_TOKEN: '' }, 'Give it by SLACK_APP_TOKEN'],
    ['a good token', { SLACK_BOT_TOKEN: 'xoxb-1-wrong' }, 'Slack does not accept SLACK_BOT_TOKEN'],
    ['a desk that is there', { desk: 'C0NOWHERE' }, '--desk is C0NOWHERE, which is not to choose'],
    ['support channels that are there', { desk: 'web', support: 'C0NOWHERE' }, '--support is C0NOWHERE'],
    ['articles', { desk: 'web', knowledge: 'nowhere' }, 'There is no such folder or file'],
    ['somebody to be in the desk', { desk: 'make' }, 'Give it by --member'],
    ['somebody who is there', { desk: 'make', member: 'U0NOBODY' }, 'user_not_found'],
  ])('fails with what to do where it is not given %s', async (_, given, words) => {
    slack.addChannel({ name: 'help' });
    const env: Record<string, string> = {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    };
    for (const [name, value] of Object.entries(given)) if (name in env) env[name] = value;
    const set = Object.fromEntries(Object.entries({ ...env, ...given }).filter(([, value]) => value !== ''));
    const asker = createGivenAnswers(set, () => undefined);
    const failed = await bed.answeredBy(asker, { env }).catch((error) => error);
    expect(failed).toMatchObject({ code: 'command.invalid' });
    expect(failed.explain()).toContain(words);
    expect(failed.explain()).toContain('→');
  });

  it('takes a model without a key from the environment', async () => {
    const model = await startModelServer();
    model.say('ok');
    const env = { OPENAI_BASE_URL: model.url };
    const lines: string[] = [];
    const asker = createGivenAnswers({ ...env, test: 'no' }, (line) => lines.push(line));
    expect(await bed.answeredBy(asker, { env })).toBe(true);
    expect(lines).toContain('✓ model: gpt-5-mini answers');
    expect(await bed.env()).toContain(`OPENAI_BASE_URL=${model.url}\n`);
    await model.stop();
  });
});

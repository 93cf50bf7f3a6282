import { relative } from 'node:path';
import { enabledPlatforms } from '../../../platform/config/enabled-platforms.ts';
import { packagePath } from '../../../platform/package-path.ts';
import type { Setup } from '../setup.ts';
import { askCredentials } from './ask-credentials.ts';
import { chooseDesk } from './choose-desk.ts';
import { chooseSupport } from './choose-support.ts';

const MODE = 'BATON__SLACK__MODE';

/** Slack's second credential, by the way in which Slack reaches Baton. */
const SECOND = {
  socket: {
    name: 'SLACK_APP_TOKEN',
    message: 'App-level token (Basic Information → App-Level Tokens, scope connections:write), xapp-…',
    standIn: 'xapp-not-given-yet',
  },
  http: {
    name: 'SLACK_SIGNING_SECRET',
    message: 'Signing secret (Basic Information → App Credentials)',
    standIn: 'not-given-yet',
  },
} as const;

/** Sets Slack up: the app, its credentials, the desk, the support channels. */
export async function setUpSlack(setup: Setup): Promise<void> {
  const { asker, draft } = setup;
  asker.step('Slack: the app');
  asker.say(
    [
      '1. Open https://api.slack.com/apps, and choose Create New App → From a manifest.',
      `2. Pick the workspace, choose YAML, and paste what is in ${manifestFile(draft.folder)}`,
      '3. Choose Install to Workspace. The command /baton comes with it.',
    ].join('\n'),
  );
  const mode = await askMode(setup);
  const { name, message, standIn } = SECOND[mode];
  // A configuration is whole with both only, so something stands in until the second is there.
  const beside = { [name]: draft.value(name) ?? standIn, [MODE]: mode };
  const bot = await askCredentials(setup, {
    platform: 'slack',
    ask: [
      {
        name: 'SLACK_BOT_TOKEN',
        message: 'Bot token (OAuth & Permissions → Bot User OAuth Token), xoxb-…',
      },
    ],
    beside,
    about: /^slack (token|scope)/,
    themselves: /^slack token/,
  });
  const second = await askCredentials(setup, {
    platform: 'slack',
    ask: [{ name, message }],
    beside: { ...beside, ...bot },
    about: /^slack (socket mode|signing secret)/,
    themselves: /^slack/,
  });
  const values = { ...bot, ...second };
  const { slack } = enabledPlatforms(draft.config(values));
  draft.save(slack === mode ? values : { ...values, [MODE]: mode });
  await chooseDesk(setup, 'slack');
  await chooseSupport(setup, 'slack');
}

function manifestFile(folder: string): string {
  const file = packagePath('adapters/slack/manifest.yaml');
  const short = relative(folder, file);
  return short.startsWith('..') ? file : short;
}

async function askMode({ asker, draft }: Setup): Promise<'socket' | 'http'> {
  const byHttp =
    draft.value(MODE) === 'http' ||
    (draft.value('SLACK_SIGNING_SECRET') !== undefined && draft.value('SLACK_APP_TOKEN') === undefined);
  return asker.choice({
    name: MODE,
    message: 'How shall Slack reach Baton?',
    options: [
      { value: 'socket', label: 'Socket Mode', hint: 'no public address is needed' },
      { value: 'http', label: 'HTTP requests', hint: 'a public HTTPS address; see docs/slack.md' },
    ],
    initial: byHttp ? 'http' : 'socket',
  });
}

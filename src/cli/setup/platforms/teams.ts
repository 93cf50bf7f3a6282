import type { Asked } from '../ask-variable.ts';
import type { Setup } from '../setup.ts';
import { askCredentials } from './ask-credentials.ts';

const IDS: readonly Asked[] = [
  { name: 'TEAMS_APP_ID', message: 'App id (Configuration → Microsoft App ID)' },
  { name: 'TEAMS_TENANT_ID', message: 'Tenant id (Configuration → App Tenant ID)' },
];

const BY_SECRET: readonly Asked[] = [
  {
    name: 'TEAMS_APP_SECRET',
    message: 'Client secret, its value (Certificates & secrets → New client secret)',
  },
];

const BY_CERTIFICATE: readonly Asked[] = [
  { name: 'TEAMS_CERTIFICATE_FILE', message: 'The file with the certificate (PEM)' },
  { name: 'TEAMS_PRIVATE_KEY_FILE', message: 'The file with its private key (PEM)' },
];

/** Sets Microsoft Teams up: the bot's identity. Channels and the app's package are set up in Teams itself. */
export async function setUpTeams(setup: Setup): Promise<void> {
  const { asker, draft } = setup;
  asker.step('Microsoft Teams: the bot');
  asker.say('In the Azure portal create an Azure Bot of the type Single Tenant; see docs/teams.md.');
  const certified = draft.value('TEAMS_CERTIFICATE_FILE') !== undefined;
  const by = await asker.choice({
    name: 'teams_by',
    message: 'What does the bot prove itself with?',
    options: [
      { value: 'secret', label: 'A client secret' },
      { value: 'certificate', label: 'A certificate' },
    ],
    initial: certified ? 'certificate' : 'secret',
  });
  const values = await askCredentials(setup, {
    platform: 'teams',
    ask: [...IDS, ...(by === 'secret' ? BY_SECRET : BY_CERTIFICATE)],
    about: /^teams credentials/,
    themselves: /^teams credentials/,
  });
  draft.save(values);
  const { path } = draft.config().teams;
  asker.say(
    [
      'What is left to do in Azure and in Teams:',
      `1. Set the messaging endpoint to https://your.host${path} (Configuration), where your proxy passes it on to Baton.`,
      '2. Add Microsoft Teams under Channels.',
      `3. Build the app’s package: npm run teams:package -- --app-id ${values['TEAMS_APP_ID']} --website https://your.site`,
      '4. Upload it in Teams (Apps → Manage your apps), and add the app to your teams and chats.',
      'docs/teams.md tells more of each, and how support channels are named.',
    ].join('\n'),
  );
}

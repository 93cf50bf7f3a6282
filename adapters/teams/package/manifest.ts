import { PERMISSIONS } from './permissions.ts';

export interface ManifestOptions {
  /** The bot's application (client) id. */
  appId: string;
  /** What the app is called in Teams. */
  name: string;
  /** Who offers it, and where that is told; shown in Teams. */
  developer: { name: string; website: string };
  /** Semantic; Teams takes a changed package under a higher version alone. */
  version: string;
  /** Asks to hear messages that do not mention the bot. */
  hearsAll: boolean;
}

/** https://learn.microsoft.com/microsoft-365/extensibility/schema/ */
const SCHEMA_VERSION = '1.30';
const SCOPES = ['personal', 'team', 'groupChat'];
/** What Teams takes of a name, in characters: https://learn.microsoft.com/microsoft-365/extensibility/schema/root-name */
const LONGEST_NAME = 30;
const LONGEST_DEVELOPER = 32;

/** The manifest of the app in Teams. */
export function manifestOf({ appId, name, developer, version, hearsAll }: ManifestOptions): object {
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA_VERSION,
    version,
    id: appId,
    developer: {
      name: developer.name.slice(0, LONGEST_DEVELOPER),
      websiteUrl: developer.website,
      privacyUrl: developer.website,
      termsOfUseUrl: developer.website,
    },
    name: {
      short: name.slice(0, LONGEST_NAME),
      full: `${name.slice(0, LONGEST_NAME)}: answers, and people when needed`,
    },
    description: {
      short: 'Answers your questions, and brings in a person when you need one.',
      full: 'Ask a question in a chat, or mention the app in a channel. It answers from the help articles, says where the answer comes from, and passes the conversation to a person the moment one is needed, with everything that was said.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#3B5BDB',
    bots: [
      {
        botId: appId,
        scopes: SCOPES,
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: SCOPES,
            commands: [
              { title: 'human', description: 'Talk to a person' },
              { title: 'help', description: 'What the app does' },
            ],
          },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
    supportsChannelFeatures: 'tier1',
    webApplicationInfo: { id: appId, resource: `api://botid-${appId}` },
    authorization: {
      permissions: {
        resourceSpecific: PERMISSIONS.filter(({ hears }) => hearsAll || !hears).map(
          ({ name: permission }) => ({
            name: permission,
            type: 'Application',
          }),
        ),
      },
    },
  };
}

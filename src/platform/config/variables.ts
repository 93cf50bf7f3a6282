import { z } from 'zod';

/** An environment variable that holds a secret or an address. Such things never stand in a settings file. */
export interface Variable {
  /** One sentence for the documentation. */
  about: string;
  /** What may stand there, in words. */
  allowed: string;
  schema: z.ZodType<string>;
  /** Whether its value must never be shown. */
  secret: boolean;
}

const slackToken = (about: string, prefix: string, place: string): Variable => ({
  about,
  allowed: `a token that begins with ${prefix} (${place})`,
  schema: z.string().regex(new RegExp(`^${prefix}[A-Za-z0-9-]{5,500}$`)),
  secret: true,
});

/** Whether the client of Redis reads an address as it is meant: of some it cannot read it takes its defaults, at others it throws. */
function isRedisAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, pathname, username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return /^[^%]+$/.test(hostname) && /^\/?\d*$/.test(pathname);
}

/** Secrets and addresses, by the name of their environment variable. */
export const variables = {
  MONGODB_URI: {
    about: 'The MongoDB to keep everything in; without it the embedded store is used.',
    allowed: 'an address that begins with mongodb:// or mongodb+srv://',
    schema: z.string().regex(/^mongodb(\+srv)?:\/\/\S+$/),
    secret: true,
  },
  REDIS_URL: {
    about:
      'The Redis by which several Baton processes keep to the rate limits of a platform together; without it each does by itself.',
    allowed:
      'an address that begins with redis:// or rediss://; in a password, % is written as %25 and / as %2F',
    schema: z
      .string()
      .regex(/^rediss?:\/\/\S+$/)
      .refine(isRedisAddress),
    secret: true,
  },
  OPENAI_API_KEY: {
    about: 'The key of the model, at OpenAI or a compatible service; without it answers quote the articles.',
    allowed: 'an API key without spaces',
    schema: z.string().regex(/^(?!xox|xapp|mongodb)\S{3,500}$/),
    secret: true,
  },
  OPENAI_BASE_URL: {
    about:
      'Where the model is reached, if not at OpenAI: any compatible server, such as http://127.0.0.1:11434/v1.',
    allowed: 'an address that begins with http:// or https://',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    secret: false,
  },
  SLACK_BOT_TOKEN: slackToken(
    'The bot token of the Slack app.',
    'xoxb-',
    'OAuth & Permissions → Bot User OAuth Token',
  ),
  SLACK_APP_TOKEN: slackToken(
    'The app-level token of the Slack app, for Socket Mode.',
    'xapp-',
    'Basic Information → App-Level Tokens, with the scope connections:write',
  ),
  SLACK_SIGNING_SECRET: {
    about: 'The signing secret of the Slack app, for HTTP mode.',
    allowed: 'the signing secret of the app (Basic Information → App Credentials), which is no token',
    schema: z.string().regex(/^(?!xox|xapp)[A-Za-z0-9_-]{8,200}$/),
    secret: true,
  },
  SLACK_API_URL: {
    about: 'Where the Slack API is reached, if not at Slack itself: a proxy, or a test server.',
    allowed: 'an address that begins with http:// or https://',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    secret: false,
  },
  DISCORD_TOKEN: {
    about: 'The bot token of the Discord application.',
    allowed: 'the bot token of the application (Bot → Reset Token), three parts with dots between',
    schema: z.string().regex(/^[\w-]{10,60}\.[\w-]{4,20}\.[\w-]{20,100}$/),
    secret: true,
  },
  DISCORD_API_URL: {
    about: 'Where the Discord API is reached, if not at Discord itself: a proxy, or a test server.',
    allowed: 'an address that begins with http:// or https://',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    secret: false,
  },
  TEAMS_APP_ID: {
    about: 'The application (client) id of the bot in Microsoft Entra.',
    allowed: 'an id such as 00000000-0000-0000-0000-000000000000',
    schema: z.guid(),
    secret: false,
  },
  TEAMS_TENANT_ID: {
    about: 'The directory (tenant) id that the bot belongs to; only this tenant is served.',
    allowed: 'an id such as 00000000-0000-0000-0000-000000000000',
    schema: z.guid(),
    secret: false,
  },
  TEAMS_APP_SECRET: {
    about: 'The client secret of the bot; or use a certificate.',
    allowed: 'the value of a client secret (Certificates & secrets), not its id',
    schema: z.string().regex(/^\S{8,200}$/),
    secret: true,
  },
  TEAMS_CERTIFICATE_FILE: {
    about: 'The file with the certificate of the bot (PEM), instead of a secret.',
    allowed: 'a path',
    schema: z.string().min(1).max(1_000),
    secret: false,
  },
  TEAMS_PRIVATE_KEY_FILE: {
    about: 'The file with the private key of that certificate (PEM).',
    allowed: 'a path',
    schema: z.string().min(1).max(1_000),
    secret: false,
  },
  TEAMS_LOGIN_URL: {
    about:
      'Where the bot signs in for Teams, if not at login.microsoftonline.com: a proxy, or a test server.',
    allowed: 'an address that begins with http:// or https://',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    secret: false,
  },
  TEAMS_GRAPH_URL: {
    about:
      'Where Microsoft Graph is reached, if not at graph.microsoft.com: a national cloud, a proxy, or a test server.',
    allowed: 'an address that begins with http:// or https://',
    schema: z.string().regex(/^https?:\/\/\S+$/),
    secret: false,
  },
  BATON_WEB_TOKEN: {
    about: 'What a browser must know to use the web workspace when it does not listen on loopback alone.',
    allowed: 'at least 16 characters without spaces',
    schema: z.string().regex(/^\S{16,200}$/),
    secret: true,
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

export const variableNames = Object.keys(variables) as VariableName[];

/** The values of the variables; undefined where one is not set. */
export type Secrets = { readonly [name in VariableName]: string | undefined };

/** Short names in the environment for a setting. */
export const shortNames: Readonly<Record<string, string>> = { BATON_DATA_DIR: 'store.data_dir' };

/** The token or address that this value looks like, such as an app token that was given as the bot token. */
export function variableOf(value: string): VariableName | undefined {
  const recognisable = /^(mongodb|xoxb-|xapp-)/.test(value);
  return recognisable
    ? variableNames.find((name) => variables[name].schema.safeParse(value).success)
    : undefined;
}

/** The environment variable that overrides a setting: `BATON__WEB__PORT` for `web.port`. */
export function overrideName(path: string): string {
  return `BATON__${path.replaceAll('.', '__').toUpperCase()}`;
}

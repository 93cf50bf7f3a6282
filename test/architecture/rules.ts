/** The rooms of `src`, top to bottom: a room may import its own layer and those below. */
export const LAYERS: readonly (readonly string[])[] = [
  ['cli'],
  ['app'],
  ['handoff', 'responder', 'copilot', 'learning', 'insights', 'admin', 'intake', 'delivery', 'integrations'],
  ['store'],
  ['conversation', 'escalation', 'routing', 'knowledge', 'accounts'],
  ['channels', 'markdown', 'platform'],
];

/** Rooms that stand beside the layers: whom they may import, and who may import them. */
export const ROOMS_APART: Readonly<
  Record<string, { imports: readonly string[]; importedBy: readonly string[] }>
> = {
  'embedded-mongo': { imports: ['platform'], importedBy: ['cli', 'app', 'store'] },
};

/** What adapters may import besides themselves. */
export const FOR_ADAPTERS: readonly string[] = ['channels', 'markdown', 'platform'];

/** The only files of `src` that may import adapters. */
export const STARTS_ADAPTERS = /^src\/cli\/start/;

/** Rooms that only compute, so that all they do can be replayed: of Node they get only what computes too. */
export const PURE_ROOMS: readonly string[] = [
  'conversation',
  'escalation',
  'routing',
  'accounts',
  'channels',
];

/** What of Node computes without touching the world; hashing is what crypto is there for. */
export const COMPUTES = /^node:(assert|buffer|crypto|path|querystring|string_decoder|url|util)$/;

/** Packages that only some places may import, by the beginning of a file's path. What is not listed is open to all. */
export const PACKAGES: readonly { names: RegExp; only: readonly string[] }[] = [
  { names: /^(mongoose|mongodb)$/, only: ['src/store/'] },
  { names: /^(bson|mingo)$/, only: ['src/embedded-mongo/'] },
  { names: /^@slack\//, only: ['adapters/slack/'] },
  { names: /^(discord\.js|@discordjs\/.*|discord-api-types)$/, only: ['adapters/discord/'] },
  { names: /^(botbuilder|botframework).*/, only: ['adapters/teams/'] },
  { names: /^(hono|@hono\/.*)$/, only: ['adapters/', 'src/platform/', 'src/insights/'] },
  { names: /^(bottleneck|ioredis)$/, only: ['src/delivery/'] },
  { names: /^openai$/, only: ['src/responder/'] },
  { names: /^gray-matter$/, only: ['src/knowledge/'] },
  { names: /^(dotenv|yaml|pino)$/, only: ['src/platform/'] },
  { names: /^@clack\//, only: ['src/cli/setup/'] },
  { names: /^commander$/, only: ['src/cli/'] },
];

/** Lines that a source file may have. */
export const LONGEST_FILE = 300;

/** Names under which things go to be forgotten. */
export const BANNED_NAMES = /^(utils?|helpers?|common|managers?|types|misc|shared)$/;

/** A scope of the bot token, and what it is for. */
export interface Scope {
  name: string;
  why: string;
  /** Baton works without it, with less. */
  optional?: boolean;
}

/** https://docs.slack.dev/reference/scopes — the manifest asks for these, and `baton doctor` looks for them. */
export const SCOPES: readonly Scope[] = [
  { name: 'app_mentions:read', why: 'to hear when somebody mentions the bot' },
  { name: 'channels:history', why: 'to read messages in the public channels that the bot is in' },
  {
    name: 'channels:read',
    why: 'to look up the public channels that the settings name, and the names of channels in messages',
  },
  { name: 'chat:write', why: 'to answer, and to show that an answer is being made' },
  {
    name: 'chat:write.customize',
    why: "to show an agent's answer under the agent's name and picture",
    optional: true,
  },
  { name: 'commands', why: 'for the slash command' },
  {
    name: 'files:read',
    why: 'to pass on files that customers and agents send',
    optional: true,
  },
  { name: 'files:write', why: 'to show files where they are passed on to', optional: true },
  {
    name: 'groups:history',
    why: 'to read messages in the desk channel and other private channels that the bot is in',
  },
  { name: 'groups:read', why: 'to find the desk channel and see who its members are' },
  { name: 'groups:write', why: 'to make the desk channel during setup', optional: true },
  { name: 'im:history', why: 'to read direct messages to the bot' },
  { name: 'im:write', why: 'to write to people directly' },
  { name: 'mpim:history', why: 'to hear mentions in group messages that the bot is in', optional: true },
  {
    name: 'reactions:write',
    why: 'to show at an agent’s message whether it was sent to the customer',
    optional: true,
  },
  { name: 'usergroups:read', why: 'to see who is in a user group that has rights', optional: true },
  {
    name: 'users:read',
    why: 'to call people by their names, and to see who is there and who administers the workspace',
  },
];

/** What of all that happens the gateway is to tell us, and what for. https://docs.discord.com/developers/events/gateway#gateway-intents */
export const INTENTS: readonly { name: string; bit: number; why: string }[] = [
  { name: 'GUILDS', bit: 1 << 0, why: 'to know channels, threads and the tags of forum posts' },
  { name: 'GUILD_MESSAGES', bit: 1 << 9, why: 'to hear messages, edits and deletions in servers' },
  { name: 'DIRECT_MESSAGES', bit: 1 << 12, why: 'to hear direct messages to the bot' },
  { name: 'MESSAGE_CONTENT', bit: 1 << 15, why: 'to read messages that do not mention the bot' },
];

/** The intents as the gateway takes them. */
export const INTENT_BITS = INTENTS.reduce((bits, { bit }) => bits | bit, 0);

/** Flags of the application that say it may read messages. https://docs.discord.com/developers/resources/application#application-object-application-flags */
export const MESSAGE_CONTENT_FLAGS = (1 << 18) | (1 << 19);

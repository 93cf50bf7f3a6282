/** What the Discord adapter is told. Nothing is read from the environment. */
export interface DiscordSettings {
  /** The bot's token. */
  token: string;
  /** Servers, by id, that the bot serves; empty: every server that it is in. */
  guilds: string[];
  /** Text and forum channels in which every new message or post opens a conversation, by id or name. */
  supportChannels: string[];
  /** The private text channel where agents work: an id, or a name such as `#support-desk`. Empty: the desk is elsewhere. */
  deskChannel: string;
  /** The slash command, without its slash. */
  command: string;
  /** Into how many gateway connections the servers are divided; one serves up to 2,500 servers. */
  shards: number;
  /** Where Discord's API is, such as `http://127.0.0.1:8080/api`; another address than Discord's own is for tests. */
  apiUrl?: string;
}

/** What the Slack adapter is told. Nothing is read from the environment. */
export interface SlackSettings {
  /** The bot's token, `xoxb-…`. */
  botToken: string;
  /** How Slack reaches us: over a WebSocket that we open, or by HTTP requests to us. */
  mode: 'socket' | 'http';
  /** Socket Mode: the app-level token, `xapp-…`, with the scope `connections:write`. */
  appToken?: string;
  /** HTTP mode: what Slack signs its requests with. */
  signingSecret?: string;
  /** HTTP mode: the address and port to listen on; port 0 takes any free one. */
  host: string;
  port: number;
  /** HTTP mode: the path of the request URL, such as `/slack/events`. */
  path: string;
  /** The private channel where agents work: an id, or a name such as `#support-desk`. Empty: the desk is elsewhere. */
  deskChannel: string;
  /** Channels in which every new message opens a conversation, by id or name. */
  supportChannels: string[];
  /** The slash command, as in the app's manifest. */
  command: string;
  /** Where Slack's Web API is; another address than Slack's own is for tests. */
  apiUrl?: string;
}

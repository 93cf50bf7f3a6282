/** What the app asks a team or a chat for, and why. https://learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent */
export interface Permission {
  name: string;
  why: string;
}

/** Without them the bot is told only of messages that mention it. */
export const PERMISSIONS: readonly Permission[] = [
  {
    name: 'ChannelMessage.Read.Group',
    why: 'to hear every message in a support channel, and replies in its threads that do not mention the bot',
  },
  {
    name: 'ChatMessage.Read.Chat',
    why: 'to go on in a group chat without being mentioned each time',
  },
];

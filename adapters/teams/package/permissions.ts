/** What the app asks a team or a chat for, and why. https://learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent */
export interface Permission {
  name: string;
  why: string;
  /** Asked for only where the bot is to hear what does not mention it. */
  hears: boolean;
}

/** Whoever owns the team, or is in the chat, consents when the app is added there, or is updated. */
export const PERMISSIONS: readonly Permission[] = [
  {
    name: 'ChannelMessage.Read.Group',
    why: 'to hear every message in a support channel, and replies in its threads that do not mention the bot',
    hears: true,
  },
  {
    name: 'ChatMessage.Read.Chat',
    why: 'to go on in a group chat without being mentioned each time',
    hears: true,
  },
  {
    name: 'TeamMember.Read.Group',
    why: 'to see whether whoever gives a command owns the team, and so administers Baton',
    hears: false,
  },
];

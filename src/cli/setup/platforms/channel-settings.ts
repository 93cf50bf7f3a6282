import { overrideName } from '../../../platform/config/variables.ts';

/** Platforms with channels to choose from. */
export type WithPlaces = 'slack' | 'discord';

/** The variables that name the channels of a platform. */
export function channelNames(platform: WithPlaces): { desk: string; support: string } {
  return {
    desk: overrideName(`${platform}.desk_channel`),
    support: overrideName(`${platform}.support_channels`),
  };
}

/** How people do by hand what setup cannot do, and what it must be told to do it. */
export const BY_HAND: Record<WithPlaces, { desk: string; invite: string; member: string }> = {
  slack: {
    desk: 'create a private channel, invite your agents, then the app: /invite @Baton',
    invite: 'Invite the app to a channel with /invite @Baton',
    member: 'Your member ID, to be in it (your profile → ⋮ → Copy member ID)',
  },
  discord: {
    desk: 'create a private text channel that your agents and the bot’s role may view',
    invite: 'Let the bot’s role view a channel',
    member: 'Your user ID, to be in it',
  },
};

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

interface ByHand {
  desk: string;
  invite: string;
  /** How whoever is to be in a new desk is asked for, and what such an id looks like. */
  member: string;
  memberId: { like: RegExp; such: string };
  /** How others come into a desk that was made. */
  others: string;
}

/** How people do by hand what setup cannot do, and what it must be told to do it. */
export const BY_HAND: Record<WithPlaces, ByHand> = {
  slack: {
    desk: 'create a private channel, invite your agents, then the app: /invite @Baton',
    invite: 'Invite the app to a channel with /invite @Baton',
    member: 'Your member ID, to be in it (your profile → ⋮ → Copy member ID)',
    memberId: { like: /^[A-Z0-9]{3,30}$/, such: 'U0123456789' },
    others: 'You are in it; invite your agents there.',
  },
  discord: {
    desk: 'create a private text channel that your agents and the bot’s role may view',
    invite: 'Let the bot’s role view a channel',
    member:
      'The ID of a person, such as yourself, or of a role (Developer Mode on, then right-click → Copy ID)',
    memberId: { like: /^\d{15,20}$/, such: '123456789012345678' },
    others: 'Whoever you named sees it; let others in under Edit Channel → Permissions.',
  },
};

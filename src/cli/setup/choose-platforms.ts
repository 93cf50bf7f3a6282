import { enabledPlatforms } from '../../platform/config/enabled-platforms.ts';
import type { Setup } from './setup.ts';

export type Platform = 'slack' | 'discord' | 'teams';

export const TITLES: Record<Platform, string> = {
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Microsoft Teams',
};

const CREDENTIALS: Record<Platform, string> = {
  slack: 'SLACK_BOT_TOKEN',
  discord: 'DISCORD_TOKEN',
  teams: 'TEAMS_APP_ID',
};

/** Asks on which platforms Baton is to work. None: it works in the web workspace alone. */
export async function choosePlatforms({ asker, draft }: Setup): Promise<Platform[]> {
  asker.step('Where Baton works');
  const all = Object.keys(CREDENTIALS) as Platform[];
  const known = all.filter((platform) => draft.value(CREDENTIALS[platform]) !== undefined);
  const chosen = await asker.choices({
    name: 'platforms',
    message: 'What shall be set up now? With none marked, Baton runs the web workspace on this machine',
    options: all.map((value) => ({ value, label: TITLES[value] })),
    initial: known,
  });
  for (const platform of known.filter((one) => !chosen.includes(one)))
    asker.say(
      `${TITLES[platform]} stays as it is; to switch it off, take ${CREDENTIALS[platform]} out of .env.`,
    );
  if (chosen.length === 0 && known.length === 0) {
    const { web } = enabledPlatforms(draft.config());
    if (web) asker.say('The web workspace: a page with the customer’s side and the agent desk.', 'good');
  }
  return all.filter((platform) => chosen.includes(platform));
}

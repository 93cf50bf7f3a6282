import type { PlatformDescriptor } from '../bed.ts';
import { discord } from './discord.ts';
import { slackHttp, slackSocket } from './slack.ts';
import { teamsChannel, teamsPersonal } from './teams.ts';
import { web } from './web.ts';

/** Every platform that Baton speaks; each keeps the same contract. */
export const platforms: PlatformDescriptor[] = [
  slackHttp,
  slackSocket,
  discord,
  teamsChannel,
  teamsPersonal,
  web,
];

import type { DeskDescriptor } from '../desk-bed.ts';
import { discordDesk } from './discord.ts';
import { slackDesk } from './slack.ts';
import { webDesk } from './web.ts';

/** Every platform where agents may work; each keeps the same contract. */
export const desks: DeskDescriptor[] = [slackDesk, discordDesk, webDesk];

import { enabledPlatforms } from '../../../platform/config/enabled-platforms.ts';
import { messageOf } from '../../../platform/errors.ts';
import { buildAdapters } from '../../start-adapters.ts';
import type { Setup } from '../setup.ts';
import { askCredentials } from './ask-credentials.ts';
import { chooseDesk } from './choose-desk.ts';
import { chooseSupport } from './choose-support.ts';

/** Sets Discord up: the bot, its token, its commands, the support channels, and the desk where it is not on Slack. */
export async function setUpDiscord(setup: Setup): Promise<void> {
  const { asker, draft } = setup;
  asker.step('Discord: the bot');
  asker.say(
    [
      '1. Open https://discord.com/developers/applications, and choose New Application, then Bot.',
      '2. Switch the Message Content Intent on (Privileged Gateway Intents).',
      '3. Choose Reset Token, and copy it. Where the bot is in no server yet, the address to invite it follows.',
    ].join('\n'),
  );
  const token = await askCredentials(setup, {
    platform: 'discord',
    ask: [{ name: 'DISCORD_TOKEN', message: 'Bot token (Bot → Reset Token)' }],
    about: /^discord (token|intents|gateway|servers)/,
    themselves: /^discord token/,
  });
  draft.save(token);
  await registerCommands(setup);
  if (enabledPlatforms(draft.config()).desk !== 'slack') await chooseDesk(setup, 'discord');
  await chooseSupport(setup, 'discord');
}

async function registerCommands({ asker, draft, store, logger }: Setup): Promise<void> {
  const config = draft.config();
  try {
    await buildAdapters(config, store, logger).places.discord?.registerCommands?.();
    asker.say(`discord commands: /${config.discord.command} is registered`, 'good');
  } catch (error) {
    asker.say(`discord commands: ${messageOf(error)}\n→ Every start tries again to register them.`);
  }
}

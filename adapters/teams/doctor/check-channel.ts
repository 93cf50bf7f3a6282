import type { Finding } from '../../../src/channels/adapter.ts';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import type { Tokens } from '../connector/tokens.ts';
import { placeOf } from '../places.ts';
import { endpointsOf, identityOf, type TeamsSettings } from '../settings.ts';

/** What `baton doctor` says of the credentials, the endpoint and the support channels. `url`: where it listens now. */
export async function checkChannel(
  settings: TeamsSettings,
  tokens: Tokens,
  url: string | undefined,
): Promise<Finding[]> {
  return [
    await credentials(settings, tokens),
    endpoint(settings, url),
    ...settings.supportChannels.map(supportChannel),
  ];
}

async function credentials(settings: TeamsSettings, tokens: Tokens): Promise<Finding> {
  const name = 'teams credentials';
  if (identityOf(settings).kind === 'local') {
    return { name, ok: true, detail: 'none: local play, for this machine alone' };
  }
  try {
    await tokens.get();
    return { name, ok: true, detail: `a token for ${settings.appId} in the tenant ${settings.tenantId}` };
  } catch (error) {
    const mend =
      (error instanceof BatonError ? error.mend : undefined) ??
      `Check that ${endpointsOf(settings).login} can be reached from here.`;
    return { name, ok: false, detail: messageOf(error), mend };
  }
}

function endpoint({ host, port, path }: TeamsSettings, url: string | undefined): Finding {
  const name = 'teams endpoint';
  if (url) return { name, ok: true, detail: `listens on ${url}` };
  return {
    name,
    ok: true,
    detail: `would listen on ${host}:${port}${path}; Teams has to reach it as the bot’s messaging endpoint`,
  };
}

function supportChannel(setting: string): Finding {
  const name = `teams support channel ${setting}`;
  const { channel } = placeOf(setting);
  if (/^19:.+@thread\.(?:tacv2|skype)$/.test(channel))
    return { name, ok: true, detail: 'heard where the app is installed in its team' };
  const mend =
    'Copy the channel’s link in Teams (… → Get link to channel), and take 19:…@thread.tacv2 out of it, %3a and %40 decoded.';
  return { name, ok: false, detail: 'no id of a channel', mend };
}

import type { Finding } from '../../../channels/adapter.ts';
import type { VariableName } from '../../../platform/config/variables.ts';
import { BatonError, messageOf } from '../../../platform/errors.ts';
import { buildAdapters } from '../../start-adapters.ts';
import { type Asked, askVariable } from '../ask-variable.ts';
import type { Platform } from '../choose-platforms.ts';
import type { Values } from '../draft.ts';
import { askAfterMend, sayFindings } from '../findings.ts';
import type { Setup } from '../setup.ts';

/** Credentials that are tried together. */
interface Credentials {
  platform: Platform;
  ask: readonly Asked[];
  /** What the configuration must hold besides, to be whole. */
  beside?: Values;
  /** Names of the findings about them. */
  about: RegExp;
  /** Names of the findings that say that they themselves are no good. */
  themselves: RegExp;
}

/** Asks for credentials and tries them at the platform at once, until they are good. Gives them; nothing is saved. */
export async function askCredentials(
  setup: Setup,
  { platform, ask, beside = {}, about, themselves }: Credentials,
): Promise<Values> {
  const values: Record<string, string> = {};
  for (;;) {
    for (const one of ask) values[one.name] = await askVariable(setup, one, values[one.name]);
    for (;;) {
      const findings = await check(setup, platform, { ...beside, ...values });
      const wrong = sayFindings(
        setup.asker,
        findings.filter(({ name }) => name === platform || about.test(name)),
      );
      if (wrong.length === 0) return { ...values, ...addresses(setup, platform) };
      if (wrong.some(({ name }) => name === platform || themselves.test(name))) break;
      const next = await askAfterMend(setup.asker, `Give another ${ask.at(-1)?.name}`);
      if (next === 'on') return { ...values, ...addresses(setup, platform) };
      if (next === 'other') break;
    }
  }
}

const ADDRESSES: Record<Platform, readonly VariableName[]> = {
  slack: ['SLACK_API_URL'],
  discord: ['DISCORD_API_URL'],
  teams: ['TEAMS_LOGIN_URL', 'TEAMS_GRAPH_URL'],
};

/** Credentials are good at the addresses where they were tried, so these go with them. */
function addresses({ draft }: Setup, platform: Platform): Values {
  const given = ADDRESSES[platform].map((name) => [name, draft.value(name)] as const);
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** What the platform's own check finds; one finding named as the platform where it cannot even be asked. */
async function check(
  { draft, store, logger }: Setup,
  platform: Platform,
  values: Values,
): Promise<Finding[]> {
  try {
    const { channels } = buildAdapters(draft.config(values), store, logger);
    const channel = channels.find((one) => one.platform === platform);
    if (channel) return await channel.check();
    return [{ name: platform, ok: false, detail: 'it is not switched on by these settings' }];
  } catch (error) {
    const mend = error instanceof BatonError ? error.mend : undefined;
    return [{ name: platform, ok: false, detail: messageOf(error), ...(mend ? { mend } : {}) }];
  }
}

import type { AccountSource } from '../accounts/account.ts';
import { createLocalAccounts } from '../accounts/local-accounts.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { derived, type Live } from '../platform/live.ts';

/** The accounts of the configuration as it is now. */
export function liveAccounts(current: Live<Config>): AccountSource {
  const source = derived(
    derived(current, ({ accounts }) => accounts.known),
    createLocalAccounts,
  );
  return { accountOf: (ask) => source().accountOf(ask) };
}

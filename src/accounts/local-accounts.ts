import type { Account, AccountAsk, AccountSource } from './account.ts';

/** An account as it is configured. */
export interface LocalAccount {
  tier?: string | undefined;
  value?: number | undefined;
  language?: string | undefined;
  /** Ids of people. */
  members: readonly string[];
  /** The platforms' ids of workspaces: whoever is of one belongs to the account. */
  workspaces: readonly string[];
}

/**
 * The accounts of the configuration, by name. A person who is named goes before the workspace that they are of, and that
 * before the one where the conversation takes place.
 */
export function createLocalAccounts(known: Readonly<Record<string, LocalAccount>>): AccountSource {
  const byPerson = new Map<string, Account>();
  const byWorkspace = new Map<string, Account>();
  for (const [name, { tier, value, language, members, workspaces }] of Object.entries(known)) {
    const account = { name, tier: tier ?? null, value: value ?? null, language: language ?? null };
    for (const id of members) byPerson.set(id, account);
    for (const id of workspaces) byWorkspace.set(id, account);
  }
  return {
    accountOf: async ({ workspace, person }: AccountAsk) =>
      byPerson.get(person.id) ??
      byWorkspace.get(person.workspace ?? '') ??
      byWorkspace.get(workspace) ??
      null,
  };
}

/** No account is known of anybody. */
export const noAccounts: AccountSource = createLocalAccounts({});

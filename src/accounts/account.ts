import type { Person } from '../channels/refs.ts';

/** A customer's company. */
export interface Account {
  name: string;
  /** Such as `enterprise`, in small letters; null where it is not known. */
  tier: string | null;
  /** What it is worth a year, in the deployment's money; null where it is not known. */
  value: number | null;
  /** ISO 639-1; null where it is not known. */
  language: string | null;
}

/** Whose account is asked for. */
export interface AccountAsk {
  platform: string;
  /** The workspace that the conversation takes place in. */
  workspace: string;
  person: Person;
}

/** Tells which account a person belongs to. */
export interface AccountSource {
  /**
   * Null where none is known. It is asked with every event, so it answers from memory whenever it can; and it never rejects:
   * what it cannot tell soon, it does not know, for a customer must not wait for that.
   */
  accountOf(ask: AccountAsk): Promise<Account | null>;
}

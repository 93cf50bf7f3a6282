import type { Conversation } from './conversation.ts';
import type { Facts, TransitionSettings } from './facts.ts';

/** The language that the customer is addressed in, else that of their company, ISO 639-1; undefined for the deployment's. */
export function ownLanguage(
  { tally }: Pick<Conversation, 'tally'>,
  { languages }: Pick<TransitionSettings, 'languages'>,
  account: Facts['account'] = null,
): string | undefined {
  const language = tally.language ?? account?.language;
  return language && (languages.length === 0 || languages.includes(language)) ? language : undefined;
}

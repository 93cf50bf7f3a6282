import type { Conversation } from './conversation.ts';
import type { TransitionSettings } from './facts.ts';

/** The language that the customer is addressed in, ISO 639-1; undefined for the deployment's. */
export function ownLanguage(
  { tally: { language } }: Pick<Conversation, 'tally'>,
  { languages }: Pick<TransitionSettings, 'languages'>,
): string | undefined {
  const own = language !== null && (languages.length === 0 || languages.includes(language));
  return own ? language : undefined;
}

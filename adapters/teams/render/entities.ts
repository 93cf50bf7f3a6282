import type { Activity } from 'botbuilder';
import type { Source } from '../../../src/channels/content.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { isSafeUrl } from '../html/escape.ts';
import { LIMITS } from '../limits.ts';

/**
 * The label that a machine wrote it, and the sources that it rests on, which the text refers to as `[1]`, `[2]`, …. All of
 * it is one entity: Teams refuses two.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
 */
export function entitiesOf(
  generated: boolean,
  sources: readonly Source[],
): Pick<Activity, 'entities'> | object {
  if (!generated && sources.length === 0) return {};
  const entity = {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    ...(generated ? { additionalType: ['AIGeneratedContent'] } : {}),
    ...(sources.length > 0 ? { citation: sources.map(claim) } : {}),
  };
  return { entities: [entity] };
}

function claim({ title, url }: Source, index: number): object {
  const name = title.trim() || `${index + 1}`;
  return {
    '@type': 'Claim',
    position: index + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name: shorten(name, LIMITS.citationName),
      abstract: shorten(name, LIMITS.citationAbstract),
      ...(url && isSafeUrl(url) ? { url } : {}),
    },
  };
}

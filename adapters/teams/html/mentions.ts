import type { Element } from './read-tree.ts';
import { textOfElement } from './read-tree.ts';

/** One entry of an activity's `entities` of type `mention`. */
export interface MentionEntity {
  id: string;
  name: string;
  /** How it stands in the text, such as `<at>Name</at>`. */
  text: string;
}

export interface Mention {
  name: string;
  /** It is the bot that is mentioned. */
  own: boolean;
}

/** Who is mentioned in one activity. */
export interface Mentions {
  /** The mention that an element is; undefined where it is none. */
  of(element: Element): Mention | undefined;
  /** Plain text with its mentions written as `own` and `@Name`. */
  inText(text: string, own: string): string;
  /** Whether the bot is mentioned. */
  own: boolean;
}

/**
 * Mentions stand in the HTML of a message as `<span itemtype="http://schema.skype.com/Mention" itemid="0">`, numbered
 * as in the entities, and in its text as `<at>Name</at>`; only what an entity names is a mention.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions
 */
export function mentionsOf(entities: readonly MentionEntity[], botId: string): Mentions {
  const named = entities.map((entity) => ({ ...entity, shown: shownIn(entity) }));
  const find = (words: string, number: number | undefined) => {
    const numbered = number === undefined ? undefined : named[number];
    if (numbered && (words === numbered.shown || words === numbered.name)) return numbered;
    return named.find(({ shown, name }) => words === shown || words === name) ?? numbered;
  };
  return {
    own: named.some(({ id }) => id === botId),
    of(element) {
      if (!isMention(element)) return undefined;
      const words = collapse(textOfElement(element));
      const number = element.attributes['itemid'] ?? element.attributes['id'];
      const found = find(
        words,
        number !== undefined && /^\d{1,4}$/.test(number) ? Number(number) : undefined,
      );
      if (!found) return element.name === 'at' ? undefined : { name: words, own: false };
      return { name: words || found.name, own: found.id === botId };
    },
    inText(text, own) {
      return text.replace(/<at(?: [^<>]{0,100})?>([^<>]{0,500})<\/at>/g, (whole, inner: string) => {
        const found = find(collapse(inner), undefined);
        if (!found) return whole;
        return found.id === botId ? own : `@${collapse(inner)}`;
      });
    },
  };
}

function isMention({ name, attributes }: Element): boolean {
  return name === 'at' || /schema\.skype\.com\/Mention/i.test(attributes['itemtype'] ?? '');
}

/** The name as it is shown: part of a person's name, where they were mentioned by their first name alone. */
function shownIn({ text, name }: MentionEntity): string {
  const inner = /<at[^<>]*>([\s\S]*?)<\/at>/.exec(text)?.[1];
  return collapse(inner ?? name);
}

function collapse(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

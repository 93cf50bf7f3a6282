import type { CardContent, TextContent } from './content.ts';
import type { CustomerCommandEvent } from './events.ts';
import type { Form } from './form.ts';

/** What a platform says of somebody's rights in the workspace. */
export interface Standing {
  /** They may change the workspace itself: Slack owner or admin, Discord "Manage Server", in a support channel in Teams an owner of its team. */
  admin: boolean;
  /** Ids of the roles or user groups they are in, as far as the platform tells. */
  groups: readonly string[];
}

/**
 * Somebody typed a command, `/baton …`, or sent a form whose action is `command`. Commands that are about a conversation are
 * handed in as events by the one who answers; the others change and show settings, and are answered at once.
 */
export interface CommandCall extends CustomerCommandEvent {
  standing: Standing;
  /** What was filled in, where it came by a form. */
  fields?: Readonly<Record<string, string>>;
}

/** How a command is answered. */
export type CommandAnswer =
  /** Shown to the asker alone, unless `here`: then to everybody in the place where it was typed. */
  | { kind: 'answer'; content: TextContent | CardContent; here: boolean }
  /** More must be asked: the form is shown, and what is filled in comes back as another call. */
  | { kind: 'form'; form: Form }
  /** It was handed in as an event; what there is to say comes by the road. */
  | { kind: 'taken' };

/** A form's action that leads to a command; its value is the command's words. */
export const COMMAND_FORM = 'command';

/** What somebody has typed of a command so far. */
export interface CompletionAsk {
  platform: string;
  workspace: string;
  author: { id: string };
  standing: Standing;
  /** Words typed so far after `/baton`, the last one perhaps unfinished. */
  words: string;
}

/** What all words together could be, the last one completed; `label` says what that one means. At most 25, each at most 100 characters. https://docs.discord.com/developers/interactions/application-commands#autocomplete */
export interface Completion {
  value: string;
  label: string;
}

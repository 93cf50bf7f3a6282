import { ADAPTIVE, type CardInput, cardProblem, filledIn, inputsOf, wordsAbove } from './cards.ts';
import type { Account, Conversation, Json } from './world.ts';

/** A dialog that stands before somebody. */
export interface Dialog {
  title: string;
  above: string[];
  inputs: CardInput[];
  submit: string;
  /** Where the card stands whose button opened it. */
  place: Conversation;
  thread: string | undefined;
  data: Json;
}

export interface Invoked {
  status: number;
  body: unknown;
}

/** Invokes something of the bot, as Teams does. */
type Invoke = (
  person: Account,
  at: { place: Conversation; thread: string | undefined },
  what: { name: string; value: Json; replyToId?: string },
) => Promise<Invoked>;

/** What of it is given back where the bot fails. */
const FAILED = 'Unable to reach app. Please try again.';

/**
 * Dialogs with an Adaptive Card, of which each person has one at most.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export class Dialogs {
  private readonly open = new Map<string, Dialog>();
  /** What dialogs said in place of a form, by person. */
  private readonly messages = new Map<string, string[]>();
  private readonly invoke: Invoke;

  constructor(invoke: Invoke) {
    this.invoke = invoke;
  }

  of(person: Account): Dialog | undefined {
    return this.open.get(person.id);
  }

  said(person: Account): string[] {
    return this.messages.get(person.id) ?? [];
  }

  close(person: Account): void {
    this.open.delete(person.id);
  }

  /** A button whose data ask for a dialog was pressed on a post. */
  async fetch(
    person: Account,
    at: { place: Conversation; thread: string | undefined; post: string },
    data: Json,
  ): Promise<Invoked> {
    const value = { data, context: { theme: 'default' } };
    const answer = await this.invoke(person, at, { name: 'task/fetch', value, replyToId: at.post });
    this.show(person, at, answer);
    return answer;
  }

  /** Sends the dialog. Teams does not tell then which post it was opened from. https://github.com/microsoft/botframework-sdk/issues/6473 */
  async submit(person: Account, values: readonly (string | undefined)[]): Promise<Invoked> {
    const dialog = this.open.get(person.id);
    if (!dialog) throw new Error('no dialog is open');
    const data = { ...dialog.data, ...filledIn(dialog.inputs, values) };
    const answer = await this.invoke(person, dialog, {
      name: 'task/submit',
      value: { data, context: { theme: 'default' } },
    });
    this.show(person, dialog, answer);
    return answer;
  }

  private show(
    person: Account,
    { place, thread }: { place: Conversation; thread: string | undefined },
    { status, body }: Invoked,
  ): void {
    if (status !== 200) return this.say(person, FAILED);
    this.open.delete(person.id);
    const task = (body as { task?: Json } | undefined)?.task;
    if (!task) return;
    if (task['type'] === 'message' && typeof task['value'] === 'string')
      return this.say(person, task['value']);
    const { title, card } = (task['value'] ?? {}) as {
      title?: string;
      card?: { contentType?: string; content?: Json };
    };
    if (task['type'] !== 'continue' || !title || card?.contentType !== ADAPTIVE || !card.content)
      throw new Error('the bot did not respond correctly to the invoke request');
    const wrong = cardProblem(card.content);
    if (wrong) throw new Error(`the dialog cannot be shown: ${wrong}`);
    const [send] = (card.content['actions'] as Json[] | undefined) ?? [];
    if (send?.['type'] !== 'Action.Submit') throw new Error('the dialog cannot be sent');
    this.open.set(person.id, {
      ...{ title, place, thread, data: send['data'] as Json, submit: String(send['title']) },
      ...{ above: wordsAbove(card.content), inputs: inputsOf(card.content) },
    });
  }

  private say(person: Account, text: string): void {
    this.messages.set(person.id, [...this.said(person), text]);
  }
}

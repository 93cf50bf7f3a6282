import { createHash, randomUUID } from 'node:crypto';
import { ADAPTIVE, filledIn, inputsOf } from './cards.ts';
import { Dialogs } from './dialogs.ts';
import { type Account, type Activity, type Conversation, type Json, placeData, type World } from './world.ts';

/** Delivers an activity to the bot; gives the status and the body of its answer. */
export type Deliver = (activity: Json) => Promise<{ status: number; body: unknown }>;

export interface Written {
  message: Activity;
  conversation: Conversation;
  /** What the bot answered. */
  status: number;
}

export interface Write {
  /** In a channel: the thread, by its first message. */
  thread?: string;
  files?: { name: string; content: string | Buffer; type?: string }[];
  /** People, or the bot, mentioned at the beginning. */
  mention?: Account;
}

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const plain = (html: string) =>
  html
    .replace(/<\/(p|li|pre|h\d|blockquote|div)>|<br\s*\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .trim();

/** What people do in Teams. */
export class People {
  readonly dialogs = new Dialogs((person, at, what) => this.call(person, at, what));
  private readonly sent = new Map<string, Json>();
  private readonly given: { world: World; deliver: Deliver; origin(): string; tenant: string };

  constructor(given: { world: World; deliver: Deliver; origin(): string; tenant: string }) {
    this.given = given;
  }

  /** Writes words; what begins with a tag is taken as the HTML of a message that was formatted. */
  async write(person: Account, to: Conversation, words: string, more: Write = {}): Promise<Written> {
    const { world } = this.given;
    const id = world.nextId();
    const html = /^<(p|ul|ol|pre|blockquote|h\d|table|div|codeblock)\b/.test(words)
      ? words
      : `<p>${escapeHtml(words)}</p>`;
    const body = this.message(to, html, more);
    const thread = to.kind === 'channel' ? (more.thread ?? id) : undefined;
    const message: Activity = { id, thread, from: person, body, edited: false, deleted: false };
    to.activities.push(message);
    const { status } = await this.tell(to, message, { type: 'message', ...body });
    return { message, conversation: to, status };
  }

  async edit({ message, conversation }: Written, words: string): Promise<void> {
    message.edited = true;
    const html = `<p>${escapeHtml(words)}</p>`;
    message.body = this.message(conversation, html, {});
    const channelData = { eventType: 'editMessage' };
    await this.tell(conversation, message, { type: 'messageUpdate', ...message.body }, channelData);
  }

  async remove({ message, conversation }: Written): Promise<void> {
    message.deleted = true;
    await this.tell(conversation, message, { type: 'messageDelete' }, { eventType: 'softDeleteMessage' });
  }

  async restore({ message, conversation }: Written): Promise<void> {
    message.deleted = false;
    const channelData = { eventType: 'undeleteMessage' };
    await this.tell(conversation, message, { type: 'messageUpdate', ...message.body }, channelData);
  }

  /** Teams sends a message again that was not answered within 15 seconds. */
  async resend(id: string): Promise<number> {
    const activity = this.sent.get(id);
    if (!activity) throw new Error(`nothing was sent with the id ${id}`);
    return (await this.given.deliver(activity)).status;
  }

  /** Presses what has this label on a post of the bot's: a button of its card, or an action that it suggests. */
  async press(person: Account, place: Conversation, post: Activity, label: string): Promise<number> {
    const suggested = (post.body['suggestedActions'] as { actions?: Json[] } | undefined)?.actions ?? [];
    if (suggested.some(({ title }) => title === label))
      return (await this.write(person, place, label)).status;
    const action = cardActions(post).find(({ title }) => title === label);
    if (!action) throw new Error(`there is no button ${label}`);
    const data = action['data'] as Json;
    if (action['type'] === 'Action.Submit') {
      if ((data['msteams'] as Json | undefined)?.['type'] !== 'task/fetch')
        throw new Error(`${label} opens no dialog`);
      return (await this.dialogs.fetch(person, { place, thread: post.thread, post: post.id }, data)).status;
    }
    const value = {
      action: { type: 'Action.Execute', verb: action['verb'], data: action['data'] },
      trigger: 'manual',
    };
    return this.invoke(person, place, post, 'adaptiveCard/action', value);
  }

  /** Fills in the card of a post, and sends it. Gives what the bot says to whoever sent it. */
  async fillIn(
    person: Account,
    place: Conversation,
    post: Activity,
    values: readonly (string | undefined)[],
  ): Promise<string> {
    const [card] = cardsOf(post);
    const [send] = cardActions(post);
    if (!card || send?.['type'] !== 'Action.Execute') throw new Error('there is nothing to fill in');
    const data = { ...(send['data'] as Json), ...filledIn(inputsOf(card), values) };
    const action = { type: 'Action.Execute', verb: send['verb'], data };
    const value = { action, trigger: 'manual' };
    const about = { place, thread: post.thread };
    const answer = await this.call(person, about, {
      ...{ name: 'adaptiveCard/action', value, replyToId: post.id },
    });
    return String((answer.body as { value?: unknown } | undefined)?.value ?? '');
  }

  /** Presses as a client does that knows no Action.Execute. */
  async submit(person: Account, place: Conversation, post: Activity, label: string): Promise<number> {
    const action = cardActions(post).find(({ title }) => title === label);
    const fallback = action?.['fallback'] as Json | undefined;
    const { status } = await this.given.deliver(
      this.activity(
        place,
        { id: this.given.world.nextId(), from: person, thread: post.thread },
        {
          type: 'message',
          value: fallback?.['data'],
          replyToId: post.id,
        },
      ),
    );
    return status;
  }

  /** Teams' own thumbs under a post that asks for them. */
  async think(
    person: Account,
    place: Conversation,
    post: Activity,
    like: boolean,
    comment = '',
  ): Promise<number> {
    if (!(post.body['channelData'] as Json | undefined)?.['feedbackLoop'])
      throw new Error('there are no thumbs');
    const feedback = JSON.stringify({ feedbackText: comment });
    const actionValue = { reaction: like ? 'like' : 'dislike', feedback };
    return this.invoke(person, place, post, 'message/submitAction', { actionName: 'feedback', actionValue });
  }

  /** Takes or declines a file that the bot offers. Gives the id that it was uploaded under. */
  async consent(person: Account, place: Conversation, post: Activity, accept = true): Promise<string> {
    const [card] = (post.body['attachments'] as { name?: string; content?: Json }[] | undefined) ?? [];
    const context = card?.content?.[accept ? 'acceptContext' : 'declineContext'];
    const uploadId = randomUUID();
    const origin = this.given.origin();
    const uploadInfo = {
      uploadUrl: `${origin}/upload/${uploadId}`,
      contentUrl: `${origin}/download/${uploadId}`,
      name: card?.name,
      uniqueId: uploadId,
      fileType: 'txt',
    };
    const value = {
      type: 'fileUpload',
      action: accept ? 'accept' : 'decline',
      context,
      ...(accept ? { uploadInfo } : {}),
    };
    await this.invoke(person, place, post, 'fileConsent/invoke', value);
    return uploadId;
  }

  async invoke(
    person: Account,
    place: Conversation,
    post: Activity,
    name: string,
    value: Json,
  ): Promise<number> {
    const about = { place, thread: post.thread };
    return (await this.call(person, about, { name, value, replyToId: post.id })).status;
  }

  private call(
    person: Account,
    { place, thread }: { place: Conversation; thread: string | undefined },
    what: { name: string; value: Json; replyToId?: string },
  ) {
    const about = { id: `f:${randomUUID()}`, from: person, thread };
    return this.given.deliver(this.activity(place, about, { type: 'invoke', ...what }));
  }

  /** An activity as Teams would send it, for whoever wants to change it first. */
  activity(
    place: Conversation,
    about: Pick<Activity, 'id' | 'from' | 'thread'>,
    more: Json,
    channelData: Json = {},
  ): Json {
    const { world, tenant, origin } = this.given;
    const id = about.thread === undefined ? place.id : `${place.id};messageid=${about.thread}`;
    const conversation = {
      id,
      conversationType: place.kind,
      tenantId: tenant,
      isGroup: place.kind !== 'personal',
    };
    return {
      channelId: 'msteams',
      serviceUrl: `${origin()}/`,
      id: about.id,
      timestamp: world.clock.now().toISOString(),
      from: { ...about.from, aadObjectId: objectIdOf(about.from) },
      recipient: world.bot,
      conversation,
      channelData: { tenant: { id: tenant }, ...placeData(place), ...channelData },
      ...more,
    };
  }

  private async tell(place: Conversation, message: Activity, body: Json, channelData: Json = {}) {
    const activity = this.activity(place, message, body, channelData);
    this.sent.set(message.id, activity);
    return this.given.deliver(activity);
  }

  private message(to: Conversation, html: string, { files = [], mention }: Write): Json {
    const { world, origin } = this.given;
    const at = mention ? `<at>${escapeHtml(mention.name)}</at>` : '';
    const marked = mention
      ? html.replace(
          /^<p>/,
          `<p><span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">${escapeHtml(mention.name)}</span>&nbsp;`,
        )
      : html;
    const attachments: Json[] = files.map(({ name, content, type = 'text/plain' }) => {
      const id = randomUUID();
      world.files.set(id, { name, bytes: Buffer.from(content) });
      if (type.startsWith('image/'))
        return {
          contentType: 'image/*',
          contentUrl: `${origin()}/v3/attachments/${id}/views/original`,
          name,
        };
      // Only in a personal chat is a bot given the address of a file. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
      if (to.kind !== 'personal')
        return { contentType: 'reference', contentUrl: `${origin()}/library/${id}`, name };
      const content_ = {
        downloadUrl: `${origin()}/download/${id}`,
        uniqueId: id,
        fileType: name.split('.').at(-1),
      };
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        contentUrl: `${origin()}/library/${id}`,
        name,
        content: content_,
      };
    });
    return {
      textFormat: 'plain',
      text: `${at}${at ? ' ' : ''}${plain(html)}`,
      attachments: [...attachments, { contentType: 'text/html', content: marked }],
      entities: mention ? [{ type: 'mention', mentioned: mention, text: at }] : [],
    };
  }
}

/** The id of an account in Entra, which stays the same for every bot. */
export function objectIdOf({ id }: Account): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [8, 4, 4, 4, 12]
    .reduce<{ parts: string[]; at: number }>(
      ({ parts, at }, length) => ({ parts: [...parts, hex.slice(at, at + length)], at: at + length }),
      { parts: [], at: 0 },
    )
    .parts.join('-');
}

/** The cards that a post shows. */
export function cardsOf(post: Activity): Json[] {
  const attachments =
    (post.body['attachments'] as { contentType: string; content?: Json }[] | undefined) ?? [];
  return attachments.flatMap(({ contentType, content }) =>
    contentType === ADAPTIVE && content ? [content] : [],
  );
}

/** The buttons of the card that a post shows. */
export function cardActions(post: Activity): Json[] {
  return cardsOf(post).flatMap((card) => (card['actions'] as Json[] | undefined) ?? []);
}

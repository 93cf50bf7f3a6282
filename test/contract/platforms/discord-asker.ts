import type { Channel, FakeDiscord, Interaction, Message, User } from '../../support/discord/fake-discord.ts';
import { MAY } from '../../support/discord/world/permissions.ts';
import type { Guild, ModalField } from '../../support/discord/world/world.ts';
import type { Asker } from '../asker.ts';

/** A message that only says that the bot is thinking. */
const LOADING = 128;

/** Somebody on Discord who opens modals and types commands in a channel. */
export function discordAsker(discord: FakeDiscord, guild: Guild, user: User, channel: Channel): Asker {
  const { people, world } = discord;
  /** What may show a form, last of all. */
  let asked: Interaction | undefined;
  const isOurs = ({ author, webhook }: Message) => webhook !== undefined || author.id === world.bot.id;
  const opened = () => asked?.modal;
  async function done(interaction: Interaction): Promise<void> {
    asked = interaction;
    await discord.answered(interaction);
  }

  return {
    person: { id: user.id, name: user.global_name ?? user.username },
    patienceMs: 2_500,
    commandMs: 2_500,
    async press(post, label) {
      const message = [post.thread ?? '', post.channel]
        .map((place) => world.findMessage(place, post.id))
        .find((found) => found !== undefined);
      if (!message) throw new Error(`there is no post ${post.id}`);
      await done(people.press(user, message, label));
    },
    command: (words) => done(people.command(user, channel, 'baton', words === '' ? {} : { request: words })),
    async offered(words) {
      const typing = await discord.answered(people.type(user, channel, 'baton', 'request', words));
      return (typing.choices ?? []).map(({ name, value }) => ({ shown: name, typed: value }));
    },
    async form() {
      await discord.until(() => opened() !== undefined);
      const { title = '', displays = [], fields = [] } = opened() ?? {};
      return { title, intro: plain(displays.join('\n')), submit: 'Submit', fields: fields.map(shown) };
    },
    seesForm: () => opened() !== undefined,
    async send(values) {
      if (!asked?.modal) throw new Error('no form is open');
      const filled = asked.modal.fields.flatMap(({ id }, at) => {
        const value = values[at];
        return value === undefined ? [] : [[id, value] as const];
      });
      const sent = people.fillIn(user, asked, Object.fromEntries(filled));
      await discord.answered(sent);
      return undefined;
    },
    async cancel() {
      if (asked) asked.modal = undefined;
    },
    async told(least) {
      const direct = world.directWith(user.id).id;
      const seen = () =>
        [...discord.ephemerals(user.id), ...discord.history(direct).filter(isOurs)].filter(
          ({ flags }) => (flags & LOADING) === 0,
        );
      await discord.until(() => seen().length >= least);
      return seen().map(wordsOf);
    },
    async seenByOthers(least) {
      const threads = () => [...world.channels.values()].filter(({ parent }) => parent === channel.id);
      const seen = () => [channel, ...threads()].flatMap(({ id }) => discord.history(id).filter(isOurs));
      await discord.until(() => seen().length >= least);
      return seen().map(wordsOf);
    },
    async promote() {
      discord.addRole(guild, 'Managers', MAY.manageGuild, [user]);
    },
  };
}

function shown(field: ModalField) {
  const options = field.kind === 'choice' ? field.options : [];
  const chosen = options.find(({ value }) => value === field.value)?.label;
  return {
    label: field.label,
    hint: field.hint ?? '',
    value: chosen ?? field.value,
    options: options.map(({ label }) => label),
  };
}

/** What a person reads of a message. */
function wordsOf({ content, embeds }: Message): string {
  const embedded = embeds.flatMap(({ title, description, fields }) => [
    title,
    description,
    ...((fields ?? []) as { name: string; value: string }[]).flatMap(({ name, value }) => [name, value]),
  ]);
  return plain([content, ...embedded].filter((one) => typeof one === 'string').join('\n'));
}

function plain(text: string): string {
  return text.replace(/\\?[*_~`]/g, '');
}

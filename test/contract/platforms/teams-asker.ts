import type { CardInput } from '../../support/teams/cards.ts';
import { inputsOf, wordsAbove } from '../../support/teams/cards.ts';
import type { FakeTeams } from '../../support/teams/fake-teams.ts';
import { cardActions, cardsOf } from '../../support/teams/people.ts';
import type { Account, Activity, Conversation } from '../../support/teams/world.ts';
import type { Asker } from '../asker.ts';
import type { BedClock } from '../bed.ts';

/** Somebody in Teams who opens dialogs and types commands in a channel; what is for them alone is in their own chat. */
export function teamsAsker(
  teams: FakeTeams,
  { person, channel, clock }: { person: Account; channel: Conversation; clock: BedClock },
  words: (post: Activity) => string,
): Asker {
  const { people, world } = teams;
  const chat = world.personal(person);
  /** Posts that were forms once: they say nothing by themselves. */
  const forms = new Set<string>();
  const inChat = () => teams.posts({ channel: chat.id, thread: null });
  const asksFor = (post: Activity) => cardsOf(post).some((card) => inputsOf(card).length > 0);
  const posted = () => inChat().findLast(asksFor);
  const told = () => {
    for (const post of inChat().filter(asksFor)) forms.add(post.id);
    const posts = inChat().filter(({ id }) => !forms.has(id));
    return [...people.dialogs.said(person), ...posts.map(words)];
  };
  const sees = () => people.dialogs.of(person) !== undefined || posted() !== undefined;

  return {
    person,
    patienceMs: 5_000,
    commandMs: 10_000,
    async press({ channel: place, thread, id }, label) {
      const post = teams.posts({ channel: place, thread }).find((one) => one.id === id);
      if (!post) throw new Error(`there is no post ${id}`);
      await people.press(person, world.conversations.get(place) ?? channel, post, label);
    },
    async command(typed) {
      await people.write(person, channel, `/baton ${typed}`.trim(), { mention: world.bot });
    },
    say: async (typed) => void (await people.write(person, channel, typed, { mention: world.bot })),
    async form() {
      await teams.until(sees);
      const dialog = people.dialogs.of(person);
      if (dialog) {
        const { title, above, inputs, submit } = dialog;
        return { title, intro: above.join('\n'), fields: inputs.map(shown), submit };
      }
      const post = posted();
      const [card] = post ? cardsOf(post) : [];
      if (!post || !card) throw new Error('no form is there');
      const [title = '', ...intro] = wordsAbove(card);
      const [send] = cardActions(post);
      return {
        title,
        intro: intro.join('\n'),
        fields: inputsOf(card).map(shown),
        submit: String(send?.['title']),
      };
    },
    seesForm: sees,
    async send(values) {
      const post = posted();
      if (people.dialogs.of(person)) {
        await people.dialogs.submit(person, values);
        return people.dialogs.of(person)?.above[0];
      }
      if (!post) throw new Error('no form is there');
      forms.add(post.id);
      const answer = await people.fillIn(person, chat, post, values);
      return answer === '✓' ? undefined : answer;
    },
    cancel: async () => people.dialogs.close(person),
    async told(least) {
      await teams.until(() => told().length >= least);
      return told();
    },
    async seenByOthers(least) {
      const seen = () => teams.posts({ channel: channel.id, thread: null });
      await teams.until(() => seen().length >= least);
      return seen().map(words);
    },
    async promote() {
      if (channel.team) teams.join(channel.team, person, ['owner']);
      // What was known of their rights is forgotten by then.
      clock.advance?.(5 * 60_000);
    },
  };
}

function shown({ label, hint, value, choices }: CardInput) {
  const chosen = choices.find((choice) => choice.value === value)?.title;
  return { label, hint, value: chosen ?? value, options: choices.map(({ title }) => title) };
}

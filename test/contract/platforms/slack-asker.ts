import type { FakeMessage, FakeSlack, OpenView } from '../../support/slack/fake-slack.ts';
import type { Asker, ShownForm } from '../asker.ts';
import type { BedClock } from '../bed.ts';

interface Text {
  text?: string;
}

interface Input {
  action_id: string;
  initial_value?: string;
  initial_option?: { text: Text };
  options?: { text: Text; value: string }[];
}

type Block = Record<string, unknown> & { type?: string; text?: Text };

/** Somebody on Slack who opens modals and types commands in a channel. */
export function slackAsker(
  slack: FakeSlack,
  clock: BedClock,
  person: { id: string; name: string },
  channel: string,
): Asker {
  const user = person.id;
  const isOurs = (message: FakeMessage) => message.bot_id === slack.botId;
  const modal = (): OpenView => {
    const open = slack.modal(user);
    if (!open) throw new Error('no modal is open');
    return open;
  };
  return {
    person,
    patienceMs: 2_500,
    commandMs: 2_500,
    async press(post, label) {
      const [pressed] = [...slack.thread(post.channel, post.id), ...slack.history(post.channel)].filter(
        ({ ts }) => ts === post.id,
      );
      const buttons = (pressed?.blocks ?? []).flatMap(
        (block) => (block['elements'] ?? []) as { action_id?: string; text?: Text }[],
      );
      const actionId = String(buttons.find(({ text }) => text?.text === label)?.action_id);
      await slack.click({ user, channel: post.channel, ts: post.id, actionId });
    },
    async command(words) {
      await slack.command({ user, channel, command: '/baton', text: words });
    },
    form: async () => formOf(await slack.until(() => slack.modal(user))),
    seesForm: () => slack.modal(user) !== undefined,
    async send(values) {
      const elements = inputsOf(modal()).map(({ element }) => element as Input);
      const typed = values.flatMap((value, index) => {
        const element = elements[index];
        if (value === undefined || !element) return [];
        const option = element.options?.find(({ text }) => text.text === value);
        return [[element.action_id, option?.value ?? value] as const];
      });
      const { errors } = await slack.submit({ user, values: Object.fromEntries(typed) });
      return errors && Object.values(errors).join('\n');
    },
    cancel: async () => void (await slack.dismiss(user)),
    async told(least) {
      const direct = await slack.openDm(user);
      const seen = () => [...slack.ephemerals(user), ...slack.history(direct).filter(isOurs)];
      await slack.until(() => seen().length >= least);
      return seen().map(wordsOf);
    },
    async seenByOthers(least) {
      const seen = () => slack.history(channel, 'all').filter(isOurs);
      await slack.until(() => seen().length >= least);
      return seen().map(wordsOf);
    },
    async promote() {
      const known = slack.workspace.users.get(user);
      if (known) known.isAdmin = true;
      // What was known of their rights is forgotten by then.
      clock.advance?.(60_000);
    },
  };
}

function inputsOf(view: OpenView): Record<string, unknown>[] {
  return view.blocks.filter(({ type }) => type === 'input');
}

function formOf(view: OpenView): ShownForm {
  const of = (value: unknown) => String((value as Text | undefined)?.text ?? '');
  const above = view.blocks.filter(({ type }) => type === 'section');
  return {
    title: of(view['title']),
    intro: above.map(({ text }) => plain(of(text))).join('\n'),
    submit: of(view['submit']),
    fields: inputsOf(view).map(({ label, hint, element }) => {
      const { initial_value = '', initial_option, options = [] } = element as Input;
      return {
        label: of(label),
        hint: of(hint),
        value: initial_option ? of(initial_option.text) : initial_value,
        options: options.map(({ text }) => of(text)),
      };
    }),
  };
}

/** What a person reads of a message: all texts of its blocks. */
function wordsOf({ text, blocks = [] }: FakeMessage): string {
  const texts = (blocks as Block[]).flatMap((block) => [
    block.text,
    ...((block['fields'] ?? []) as Text[]),
    ...((block['elements'] ?? []) as Text[]),
  ]);
  const words = texts.map((one) => one?.text).filter((one) => typeof one === 'string');
  return plain(words.length > 0 ? words.join('\n') : text);
}

function plain(mrkdwn: string): string {
  return mrkdwn.replace(/[*_~`]/g, '');
}

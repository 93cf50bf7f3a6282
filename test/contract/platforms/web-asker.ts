import { randomUUID } from 'node:crypto';
import type { Completion } from '../../../src/channels/command.ts';
import type { PostRef } from '../../../src/channels/refs.ts';
import type { Asker, Offered, ShownForm } from '../asker.ts';

type Tree = string | { tag?: string; children: Tree[] };

interface Field {
  id: string;
  kind: 'text' | 'choice';
  label: string;
  hint?: string;
  initial?: string;
  options?: { value: string; label: string }[];
}

interface Form {
  action: string;
  value: string;
  title: string;
  intro: Tree[];
  fields: Field[];
  submit: string;
}

/** What the page is told of a post. */
interface View {
  text: Tree[];
  card?: {
    title: string;
    status: string;
    fields: { label: string; value: string }[];
    sections: { heading?: string; text: Tree[] }[];
  };
}

/** What the server answers to a press, a form or a command. */
interface Answered {
  form?: Form;
  refused?: Tree[];
  answer?: View;
}

/** A side of the page: how it asks, and what it shows. */
export interface Side {
  person: { id: string; name: string };
  /** Under `/api/`, such as `desk`. */
  path: 'customer' | 'desk';
  /** What every request says of who asks, and where. */
  who(): object;
  /** They are about to type a command. */
  turnToAsk?(): void;
  /** What a press says of its post. */
  at(post: PostRef): object;
  url(): string;
  buttons(post: PostRef): Promise<{ id: string; label: string; value: string }[]>;
  /** What only they are shown, beside what the page itself says. */
  whispers(): Promise<string[]>;
  seenByOthers(): Promise<string[]>;
}

/** Somebody on the page who opens forms and types commands. What is not a post, the page shows in passing. */
export function webAsker(side: Side): Asker {
  const { person, path } = side;
  const shown: string[] = [];
  let open: { form: Form; about: object; id: string } | undefined;

  async function send(to: string, body: object): Promise<{ answered: Answered } | { error: string }> {
    const response = await fetch(new URL(`/api/${path}/${to}`, side.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...side.who(), id: randomUUID(), ...body }),
    });
    const answer = (await response.json()) as Answered & { error?: string };
    return response.ok ? { answered: answer } : { error: String(answer.error) };
  }
  /** Only at the desk is there a line for commands. */
  async function offered(words: string): Promise<Offered[]> {
    const query = new URLSearchParams({ agent: person.id, words });
    const response = await fetch(new URL(`/api/desk/completions?${query}`, side.url()));
    const { completions } = (await response.json()) as { completions: Completion[] };
    return completions.map(({ value, label }) => ({ shown: label, typed: value }));
  }
  function show({ form, refused, answer }: Answered, about: object): void {
    if (form) open = { form, about, id: randomUUID() };
    if (refused) shown.push(refused.map(wordsOf).join('\n'));
    if (answer) shown.push(wordsOfPost(answer));
  }

  return {
    person,
    patienceMs: 10_000,
    commandMs: 3_000,
    async press(post, label) {
      const button = (await side.buttons(post)).find((one) => one.label === label);
      const about = side.at(post);
      const sent = await send('actions', { ...about, action: button?.id, value: button?.value });
      if ('error' in sent) shown.push(sent.error);
      else show(sent.answered, about);
    },
    async command(words) {
      side.turnToAsk?.();
      const sent = await send('commands', { text: words });
      if ('error' in sent) shown.push(sent.error);
      else show(sent.answered, {});
    },
    ...(path === 'desk' ? { offered } : {}),
    async form() {
      if (!open) throw new Error('no form is open');
      return formOf(open.form);
    },
    seesForm: () => open !== undefined,
    async send(values) {
      if (!open) throw new Error('no form is open');
      const { form, about, id } = open;
      const fields = form.fields.map((field, index) => {
        const typed = values[index];
        const chosen = field.options?.find(({ label }) => label === typed)?.value;
        return [field.id, chosen ?? typed ?? field.initial ?? ''];
      });
      const { action, value } = form;
      const sent = await send('forms', { ...about, id, action, value, fields: Object.fromEntries(fields) });
      if ('error' in sent) return sent.error;
      open = undefined;
      show(sent.answered, about);
      return undefined;
    },
    async cancel() {
      open = undefined;
    },
    told: async () => [...(await side.whispers()), ...shown],
    seenByOthers: () => side.seenByOthers(),
  };
}

function formOf({ title, intro, submit, fields }: Form): ShownForm {
  return {
    ...{ title, submit, intro: intro.map(wordsOf).join('\n') },
    fields: fields.map(({ label, hint = '', initial = '', options = [] }) => ({
      ...{ label, hint },
      value: options.find(({ value }) => value === initial)?.label ?? initial,
      options: options.map((option) => option.label),
    })),
  };
}

function wordsOfPost({ text, card }: View): string {
  const words = text.map(wordsOf);
  if (!card) return words.join('\n');
  const fields = card.fields.flatMap(({ label, value }) => [label, value]);
  const sections = card.sections.flatMap((one) => [one.heading ?? '', ...one.text.map(wordsOf)]);
  return [card.title, card.status, ...fields, ...sections].join('\n');
}

/** The words of a formatted text. */
export function wordsOf(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  const words = tree.children.map(wordsOf).join('');
  return tree.tag === 'li' ? `${words}\n` : words;
}

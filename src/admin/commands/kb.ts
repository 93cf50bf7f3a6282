import { z } from 'zod';
import { COMMAND_FORM } from '../../channels/command.ts';
import type { Form } from '../../channels/form.ts';
import type { Article } from '../../knowledge/article.ts';
import type { CommandContext } from '../command/context.ts';
import { type Choice, command } from '../command/definition.ts';
import { noteAct } from '../command/note-act.ts';
import { code, list, plain } from '../command/show.ts';

const TITLE_LIMIT = 200;
const TEXT_LIMIT = 50_000;
/** What a form takes in one field. https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const FORM_TEXT_LIMIT = 3_000;

const id = (about: string, retired: boolean) => ({
  about,
  allowed: 'the id of an article, as in kb list',
  schema: z.string().min(1).max(300),
  complete: async ({ knowledge }: CommandContext): Promise<Choice[]> =>
    (await knowledge.articles())
      .filter((article) => Boolean(article.retired) === retired)
      .map((article) => ({ value: article.id, label: article.title })),
});

export const kbCommands = [
  command({
    name: 'kb list',
    about: 'Lists the articles, with what customers are not shown.',
    who: 'agent',
    arguments: {
      search: {
        about: 'Only those whose id, title or area holds these words.',
        allowed: 'text',
        schema: z.string().max(200).optional(),
        rest: true,
      },
    },
    examples: ['kb list', 'kb list refund'],
    async run({ search }, { knowledge }) {
      const wanted = search?.toLowerCase() ?? '';
      const all = await knowledge.articles();
      const found = all.filter(({ id: one, title, area = '' }) =>
        [one, title, area].some((text) => text.toLowerCase().includes(wanted)),
      );
      const lines = found.map(
        (one) => `${code(one.id)} ${plain(one.title)}${one.retired ? ' (retired)' : ''}`,
      );
      const data = found.map(({ text: _, ...article }) => article);
      if (lines.length === 0)
        return { say: search ? `No article holds ${code(search)}.` : 'There are no articles.', data };
      return { say: `${found.length} of ${all.length} articles:\n\n${list(lines)}`, data };
    },
  }),
  command({
    name: 'kb search',
    about: "Shows what a customer's question finds in the knowledge base.",
    who: 'agent',
    arguments: {
      question: {
        about: 'What a customer would ask.',
        allowed: 'text',
        schema: z.string().min(1).max(2_000),
        rest: true,
      },
    },
    examples: ['kb search how do I get a refund'],
    async run({ question }, { knowledge }) {
      const hits = await knowledge.search(question, 5);
      const data = hits.map(({ passage, score }) => ({
        article: passage.articleId,
        title: passage.title,
        score,
      }));
      if (hits.length === 0) return { say: 'Nothing was found.', data };
      const lines = hits.map(({ passage, score }) => {
        const place = [passage.title, ...passage.headings].map(plain).join(' › ');
        return `${place} (${code(passage.articleId)}, ${score.toFixed(2)}): ${plain(passage.text.slice(0, 160))}`;
      });
      return { say: list(lines), data };
    },
  }),
  command({
    name: 'kb add',
    about: 'Adds an article, which the assistant uses within seconds; without words it opens a form.',
    who: 'admin',
    arguments: {
      title: {
        about: 'Its title.',
        allowed: `text of 1 to ${TITLE_LIMIT} characters`,
        schema: z.string().min(1).max(TITLE_LIMIT).optional(),
      },
      text: {
        about: 'What it says, in Markdown.',
        allowed: `text of at most ${TEXT_LIMIT} characters`,
        schema: z.string().min(1).max(TEXT_LIMIT).optional(),
        rest: true,
      },
    },
    flags: {
      url: {
        about: 'Where customers read it.',
        allowed: 'a link',
        schema: z.url({ protocol: /^https?$/ }).max(2_000),
      },
      area: {
        about: 'What it is about, such as billing.',
        allowed: 'a word of at most 100 characters',
        schema: z.string().min(1).max(100),
      },
    },
    examples: ['kb add', 'kb add "How refunds work" "Refunds take *five days*." --area billing'],
    async run({ title, text, url, area }, context) {
      if (title === undefined || text === undefined) {
        const { fields } = context.call;
        if (fields) return { refuse: 'An article needs a title and a text; nothing was added.' };
        return { form: addForm(title) };
      }
      const filled = fromForm(context);
      if ('problem' in filled) return { refuse: filled.problem };
      const now = context.clock.now();
      const known = new Set((await context.knowledge.articles()).map((one) => one.id));
      const article: Article = {
        id: idOf(title),
        title,
        text,
        ...(url ? { url } : {}),
        ...(area ? { area } : {}),
        ...filled,
        updated: now.toISOString().slice(0, 10),
      };
      if (known.has(article.id) || !(await context.store.articles.add(article, now))) {
        return {
          refuse: `There is an article ${code(article.id)} already. Retire it, or give this one another title.`,
        };
      }
      await noteAct(context, 'article.add', { article: article.id });
      return {
        say: `Added ${code(article.id)}: ${plain(title)}. The assistant uses it within seconds; ${code(`kb retire ${article.id}`)} takes it back.`,
        data: article,
      };
    },
  }),
  command({
    name: 'kb retire',
    about:
      'Takes an article away from customers and the assistant, in every process within seconds; it can be restored.',
    who: 'admin',
    arguments: { id: id('The article.', false) },
    examples: ['kb retire billing/refunds'],
    async run({ id: given }, context) {
      const { knowledge, store, call, clock } = context;
      const all = await knowledge.articles();
      if (!all.some((one) => one.id === given)) return { refuse: noArticle(given, all) };
      const done = await store.articles.retire(given, call.author.name, clock.now());
      if (done) await noteAct(context, 'article.retire', { article: given });
      if (!done) return { refuse: `${code(given)} is retired already.` };
      return { say: `${code(given)}: shown → retired. ${code(`kb restore ${given}`)} brings it back.` };
    },
  }),
  command({
    name: 'kb restore',
    about: 'Shows customers a retired article again.',
    who: 'admin',
    arguments: { id: id('The article.', true) },
    examples: ['kb restore billing/refunds'],
    async run({ id: given }, context) {
      const { store, clock } = context;
      const done = await store.articles.restore(given, clock.now());
      if (done) await noteAct(context, 'article.restore', { article: given });
      return done
        ? { say: `${code(given)}: retired → shown.` }
        : { refuse: `No article ${code(given)} is retired.` };
    },
  }),
];

function noArticle(given: string, all: readonly Article[]): string {
  const near = all.filter((one) => one.id.includes(given) || given.includes(one.id)).slice(0, 3);
  const meant = near.length > 0 ? ` Did you mean ${near.map((one) => code(one.id)).join(' or ')}?` : '';
  return `There is no article ${code(given)}.${meant} ${code('kb list')} shows them.`;
}

/** Small letters and digits of the title, whatever its script. */
function idOf(title: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `added/${slug || 'article'}`;
}

function addForm(title = ''): Form {
  return {
    action: COMMAND_FORM,
    value: 'kb add',
    title: 'Add an article',
    submit: 'Add',
    fields: [
      { id: 'title', label: 'Title', kind: 'text', max: TITLE_LIMIT, initial: title },
      { id: 'text', label: 'Text', hint: 'Markdown', kind: 'text', multiline: true, max: FORM_TEXT_LIMIT },
      { id: 'url', label: 'Link', hint: 'Where customers read it', kind: 'text', max: 2_000, optional: true },
      {
        id: 'area',
        label: 'Area',
        hint: 'What it is about, such as billing',
        kind: 'text',
        max: 100,
        optional: true,
      },
    ],
  };
}

/** What a form adds to the title and the text. */
function fromForm({ call: { fields } }: CommandContext): Pick<Article, 'url' | 'area'> | { problem: string } {
  const [url, area] = [fields?.['url']?.trim(), fields?.['area']?.trim()];
  if (url && !z.url({ protocol: /^https?$/ }).safeParse(url).success) {
    return { problem: `${code(url)} is no link; nothing was added.` };
  }
  return { ...(url ? { url } : {}), ...(area ? { area } : {}) };
}

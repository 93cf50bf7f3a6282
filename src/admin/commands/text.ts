import { z } from 'zod';
import { COMMAND_FORM } from '../../channels/command.ts';
import type { Form } from '../../channels/form.ts';
import { nearestKeys } from '../../platform/nearest.ts';
import { textKeys } from '../../platform/text-keys.ts';
import type { TextKey } from '../../platform/texts.ts';
import { setSetting, unsetSetting } from '../command/change-setting.ts';
import type { CommandContext } from '../command/context.ts';
import { command, type Result } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';
import { asTyped } from '../command/words.ts';

const keys = Object.keys(textKeys) as TextKey[];
const TEXT_LIMIT = 3_000;

const KEY = {
  about: 'The text.',
  allowed: 'a key such as customer.abstain, as in text list',
  schema: z.string().max(200),
  complete: () => keys.map((value) => ({ value })),
};
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const LANGUAGE = {
  about: 'The language; that of the deployment where none is named.',
  allowed: 'a language tag such as en or pt-BR',
  schema: language.optional(),
  complete: ({ settings }: CommandContext) => languagesOf(settings).map((value) => ({ value })),
};

export const textCommands = [
  command({
    name: 'text list',
    about: 'Lists the texts that customers and agents see, by key.',
    who: 'admin',
    arguments: {
      search: {
        about: 'Only those that hold this.',
        allowed: 'a part of a key or of a text',
        schema: z.string().max(200).optional(),
        rest: true,
      },
    },
    examples: ['text list', 'text list wait'],
    run({ search = '' }, context) {
      const wanted = search.toLowerCase();
      const found = keys
        .map((key) => ({ key, text: wordsAt(context, key), own: isOwn(context, key) }))
        .filter(({ key, text }) => key.includes(wanted) || text.toLowerCase().includes(wanted));
      if (found.length === 0) return { say: `No text holds ${code(search)}.`, data: [] };
      const lines = found.map(
        ({ key, text, own }) => `${code(key)}${own ? ' (changed)' : ''}: ${plain(text.slice(0, 120))}`,
      );
      return { say: `${found.length} texts:\n\n${list(lines)}`, data: found };
    },
  }),
  command({
    name: 'text show',
    about: 'Shows a text, and what it may hold in braces.',
    who: 'admin',
    arguments: { key: KEY, language: LANGUAGE },
    examples: ['text show customer.abstain', 'text show customer.abstain de'],
    run({ key: typed, language: asked }, context) {
      const known = keyNamed(typed);
      if ('refuse' in known) return known;
      const { key } = known;
      const text = wordsAt(context, key, asked);
      const names: readonly string[] = textKeys[key];
      const may =
        names.length > 0 ? ` It may hold ${names.map((name) => code(`{${name}}`)).join(', ')}.` : '';
      const own = isOwn(context, key, asked) ? ' It was changed from what comes with Baton.' : '';
      return {
        say: `${code(key)} in ${code(asked ?? defaultOf(context))}:${may}${own}\n\n> ${text.replace(/\n/g, '\n> ')}`,
        data: { key, text },
      };
    },
  }),
  command({
    name: 'text set',
    about: 'Changes a text, in every process within seconds; with the key alone it opens a form.',
    who: 'admin',
    arguments: {
      key: KEY,
      text: {
        about: 'The new words, in Markdown.',
        allowed: `text of at most ${TEXT_LIMIT} characters`,
        schema: z.string().max(TEXT_LIMIT).optional(),
        rest: true,
      },
    },
    flags: { language: { ...LANGUAGE, schema: language } },
    examples: ['text set customer.thanks_rating "Thanks a lot!"', 'text set customer.help --language de'],
    run({ key: typed, text, language: asked }, context) {
      const known = keyNamed(typed);
      if ('refuse' in known) return known;
      const where = asked ?? context.call.fields?.['language']?.trim() ?? defaultOf(context);
      if (text === undefined && context.call.fields)
        return { refuse: 'A text needs words; nothing was changed.' };
      if (text === undefined) return { form: formFor(context, known.key, asked) };
      return setText(context, known.key, where, text);
    },
  }),
  command({
    name: 'text reset',
    about: 'Takes a text back to what comes with Baton.',
    who: 'admin',
    arguments: { key: KEY, language: LANGUAGE },
    examples: ['text reset customer.abstain'],
    run({ key: typed, language: asked }, context) {
      const known = keyNamed(typed);
      if ('refuse' in known) return known;
      const path = `texts.${asked ?? defaultOf(context)}.${known.key}`;
      const [own] = context.settings.show(path);
      if (own?.value === undefined)
        return { refuse: `${code(known.key)} was not changed in ${code(asked ?? defaultOf(context))}.` };
      return own.source.from === 'command' ? unsetSetting(context, path) : setSetting(context, path, null);
    },
  }),
];

/** What comes with Baton is not written in the settings, but people want to see what it was. */
async function setText(context: CommandContext, key: TextKey, where: string, text: string): Promise<Result> {
  const before = wordsAt(context, key, where);
  const { say, data } = await setSetting(context, `texts.${where}.${key}`, text);
  return { say: say.replace(`: nothing →`, () => `: ${code(before)} →`), data };
}

function defaultOf({ settings }: CommandContext): string {
  return settings.current().assistant.language;
}

function languagesOf(settings: CommandContext['settings']): string[] {
  const { assistant, texts } = settings.current();
  return [...new Set([assistant.language, ...assistant.customer_languages, ...Object.keys(texts)])];
}

/** The words with their placeholders as they are written. */
function wordsAt({ texts }: CommandContext, key: TextKey, asked?: string): string {
  const names: readonly string[] = textKeys[key];
  return texts.say(key, Object.fromEntries(names.map((name) => [name, `{${name}}`])), asked);
}

function isOwn(context: CommandContext, key: TextKey, asked = defaultOf(context)): boolean {
  const { texts } = context.settings.current();
  const own = Object.hasOwn(texts, asked) ? texts[asked] : undefined;
  return own !== undefined && Object.hasOwn(own, key);
}

function keyNamed(typed: string): { key: TextKey } | { refuse: string } {
  const key = keys.find((one) => one === typed.toLowerCase());
  if (key) return { key };
  const near = nearestKeys(typed, keys);
  const meant =
    near.length > 0 ? ` Did you mean ${near.map(code).join(' or ')}?` : ` ${code('text list')} shows them.`;
  return { refuse: `There is no text ${code(typed)}.${meant}` };
}

function formFor(context: CommandContext, key: TextKey, asked: string | undefined): Form {
  const names: readonly string[] = textKeys[key];
  return {
    action: COMMAND_FORM,
    value: asTyped(['text', 'set', key]),
    title: 'Change a text',
    ...(names.length > 0
      ? { intro: `It may hold ${names.map((name) => code(`{${name}}`)).join(', ')}.` }
      : {}),
    submit: 'Save',
    fields: [
      {
        id: 'text',
        label: key.slice(0, 45),
        kind: 'text',
        multiline: true,
        max: TEXT_LIMIT,
        initial: wordsAt(context, key, asked),
      },
      { id: 'language', label: 'Language', kind: 'text', max: 20, initial: asked ?? defaultOf(context) },
    ],
  };
}

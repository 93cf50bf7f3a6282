import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError, messageOf } from './errors.ts';
import { type Locale, missingTexts, parseLocale } from './locale.ts';
import { packagePath } from './package-path.ts';
import type { TextKey } from './text-keys.ts';

export type { TextKey };

/** The words that customers and agents see. */
export interface Texts {
  /**
   * A text with its placeholders filled in. Canonical Markdown, except keys under `button`, `card`, `form` and
   * `name`, which are plain text; what is filled into Markdown is escaped, so that a name can make no link.
   *
   * @param language of the reader, if known; then the deployment's, then English where a text is not translated
   */
  say(key: TextKey, params?: Readonly<Record<string, string>>, language?: string): string;
}

const FALLBACK = 'en';

/** Texts in several languages, by language tag. Pure. Throws `config.invalid` where English is not complete. */
export function createTexts(
  locales: Readonly<Record<string, Locale>>,
  defaultLanguage: string = FALLBACK,
): Texts {
  const missing = missingTexts(locales[FALLBACK] ?? {});
  if (missing.length > 0) {
    throw new BatonError('config.invalid', `The English texts lack ${missing.join(', ')}`, {
      mend: 'Add them to config/locales/en.yaml.',
    });
  }
  if (localesFor(locales, defaultLanguage).length === 0) {
    throw new BatonError('config.invalid', `assistant.language is ${defaultLanguage}, which has no texts`, {
      mend: `Set it to one of ${Object.keys(locales).join(', ')}, or add config/locales/${defaultLanguage}.yaml.`,
    });
  }
  return {
    say(key, params = {}, language = defaultLanguage) {
      const languages = [language, defaultLanguage, FALLBACK];
      const text =
        languages
          .flatMap((one) => localesFor(locales, one))
          .map((locale) => locale[key])
          .find((one) => one !== undefined) ?? key;
      const plain = /^(button|card|form|name)\./.test(key);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = Object.hasOwn(params, name) ? onOneLine(params[name] ?? '') : '…';
        return plain ? value : escapeMarkdown(value);
      });
    },
  };
}

/** The texts of every locale of a folder. Throws `config.invalid` or `config.unreadable`. */
export function loadTexts(defaultLanguage: string, folder?: string): Texts {
  return createTexts(loadLocales(folder), defaultLanguage);
}

/** Reads every locale of a folder. Throws `config.invalid` or `config.unreadable`. */
export function loadLocales(
  folder: string = packagePath('config/locales'),
): Readonly<Record<string, Locale>> {
  const files = listLocales(folder).map((name): [string, Locale] => {
    const path = join(folder, name);
    return [name.replace(/\.yaml$/, ''), parseLocale(readFileSync(path, 'utf8'), path)];
  });
  return Object.fromEntries(files);
}

/** Locales with words of a deployment's own, which it may have for languages that have no locale, too. */
export function withWords(
  locales: Readonly<Record<string, Locale>>,
  words: Readonly<Record<string, Locale>>,
): Readonly<Record<string, Locale>> {
  const own = Object.entries(words).map(([language, texts]): [string, Locale] => [
    language,
    { ...locales[language], ...texts },
  ]);
  return { ...locales, ...Object.fromEntries(own) };
}

function listLocales(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  } catch (error) {
    throw new BatonError('config.unreadable', `Cannot read the texts in ${folder}: ${messageOf(error)}`, {
      mend: 'Install Baton again; config/locales is part of it.',
      cause: error,
    });
  }
}

/** The texts of a language, then of what it is a variety of: `pt` for `pt-BR`. */
function localesFor(locales: Readonly<Record<string, Locale>>, language: string): Locale[] {
  const tags = [language, language.split('-')[0] ?? ''];
  return tags.flatMap((tag) => (Object.hasOwn(locales, tag) ? (locales[tag] ?? []) : []));
}

function onOneLine(value: string): string {
  return value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** An underscore inside a word means nothing in Markdown, and stays as it is. */
function escapeMarkdown(value: string): string {
  return value.replace(/[\\`*~[\]<>&|]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

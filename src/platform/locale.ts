import { configError, type Problem } from './config/problem.ts';
import { nearestKeys } from './nearest.ts';
import { type TextKey, textKeys } from './text-keys.ts';
import { yamlLeaves } from './yaml-leaves.ts';

/** The texts of one language; what is left out is said in English. */
export type Locale = Partial<Record<TextKey, string>>;

const known = Object.keys(textKeys) as TextKey[];

/** Reads the texts of one language. Throws `config.invalid` with every unknown key and placeholder, and its line. */
export function parseLocale(yamlText: string, source: string): Locale {
  const { leaves, faults } = yamlLeaves(yamlText);
  const problems: Problem[] = faults.map(({ line, message }) => ({
    where: `${source} line ${line}`,
    message,
  }));
  const locale: Locale = {};
  for (const { path, value, line } of leaves) {
    const key = known.find((one) => one === path);
    const message = textFault(path, value);
    if (message) problems.push({ where: `${source} line ${line}`, message });
    else if (key) locale[key] = String(value).trim();
  }
  if (problems.length > 0) throw configError(problems);
  return locale;
}

/** The texts that a language lacks. */
export function missingTexts(locale: Locale): TextKey[] {
  return known.filter((key) => locale[key] === undefined);
}

/** What is wrong with the words of a text: an unknown key, none at all, or a placeholder that it cannot fill. */
export function textFault(path: string, value: unknown): string | undefined {
  const key = known.find((one) => one === path);
  if (!key) return unknownText(path);
  if (typeof value !== 'string' || value.trim() === '') return `${key} is no text`;
  const allowed: readonly string[] = textKeys[key];
  const used = [...value.matchAll(/\{([^}]*)\}?/g)].map(([, name]) => name ?? '');
  const strange = used.filter((name) => !allowed.includes(name));
  if (strange.length === 0) return undefined;
  const words = allowed.length > 0 ? allowed.map((name) => `{${name}}`).join(', ') : 'none';
  return `${key} has the placeholder {${strange[0]}}; allowed: ${words}`;
}

function unknownText(path: string): string {
  const near = nearestKeys(path, known);
  return `unknown text ${path}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
}

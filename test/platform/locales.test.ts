import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { missingTexts, parseLocale } from '../../src/platform/locale.ts';
import { packagePath } from '../../src/platform/package-path.ts';
import { textKeys } from '../../src/platform/text-keys.ts';

const folder = packagePath('config/locales');
const languages = readdirSync(folder)
  .map((name) => name.replace(/\.yaml$/, ''))
  .filter((name) => name !== 'en');
/** What customers read. */
const FOR_CUSTOMERS =
  /^(customer|handoff_reason|offer_reason)\.|^button\.(human|decline|solved|not_solved|rate_\d|rate_comment|send_comment)$|^name\.assistant$/;
/** Discord's and Teams' buttons have room for more, but a row of three on a phone has not. */
const BUTTON_LIMIT = 24;

it.each(languages)('customers are addressed in %s, in whole', (language) => {
  const locale = parseLocale(readFileSync(`${folder}/${language}.yaml`, 'utf8'), language);
  expect(missingTexts(locale).filter((key) => FOR_CUSTOMERS.test(key))).toEqual([]);
  for (const [key, text] of Object.entries(locale)) {
    if (key.startsWith('button.')) expect([...text].length, key).toBeLessThanOrEqual(BUTTON_LIMIT);
    const placeholders = textKeys[key as keyof typeof textKeys].map((name) => `{${name}}`);
    for (const placeholder of placeholders) expect(text, key).toContain(placeholder);
  }
});

import { readFileSync } from 'node:fs';
import { parse as parseEnv } from 'dotenv';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/platform/config/parse-config.ts';
import { shortNames, variableNames } from '../../../src/platform/config/variables.ts';
import { settingsFile, settingsPage } from './reference.ts';

const shipped = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the settings file holds every setting with its default and one comment', async () => {
  await expect(settingsFile()).toMatchFileSnapshot('../../../config/baton.yaml');
});

test('the configuration page describes every setting and variable', async () => {
  await expect(settingsPage()).toMatchFileSnapshot('../../../docs/configuration.md');
});

test('whoever starts with the shipped settings file gets what whoever has none gets', () => {
  expect(parseConfig(shipped('config/baton.yaml'), {})).toEqual(parseConfig('', {}));
});

test('the shipped .env.example names every variable once, empty, each with one comment', () => {
  const text = shipped('.env.example');
  const expected = [...variableNames, 'BATON_CONFIG', ...Object.keys(shortNames)];
  expect(text.match(/^[A-Z_]+=$/gm)).toEqual(expected.map((name) => `${name}=`));
  expect(text.match(/^#.*\n(?=[A-Z_]+=)/gm)).toHaveLength(expected.length);
  expect(parseConfig('', parseEnv(text))).toEqual(parseConfig('', {}));
});

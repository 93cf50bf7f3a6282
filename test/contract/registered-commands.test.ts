import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestOf } from '../../adapters/teams/package/manifest.ts';
import { commands } from '../../src/admin/commands/all.ts';

const forAnyone = commands.filter(({ who }) => who === 'anyone').map(({ name }) => name);

test('Slack: one command takes them all, and the hint beside it names such as there are', () => {
  const file = new URL('../../adapters/slack/manifest.yaml', import.meta.url);
  const [command, ...others] = parse(readFileSync(file, 'utf8')).features.slash_commands;
  expect(others).toEqual([]);
  expect(command).toMatchObject({ command: '/baton', should_escape: true });
  const named = String(command.usage_hint)
    .split(/[\s|…]+/)
    .filter(Boolean);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(commands.map((one) => one.name)).toContain(name);
});

test('Teams: what the menu of the app offers is a command for everybody', () => {
  const developer = { name: 'Us', website: 'https://help.example.com' };
  const manifest = manifestOf({ appId: '1', name: 'Baton', developer, version: '1.0.0', hearsAll: true });
  const { bots } = manifest as { bots: { commandLists: { commands: { title: string }[] }[] }[] };
  const offered = bots.flatMap((bot) => bot.commandLists.flatMap((list) => list.commands));
  expect(offered.length).toBeGreaterThan(0);
  for (const { title } of offered) expect(forAnyone).toContain(title);
});

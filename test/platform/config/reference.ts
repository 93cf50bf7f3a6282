import { stringify } from 'yaml';
import { isSetting, type Section, type Setting } from '../../../src/platform/config/setting.ts';
import { settings } from '../../../src/platform/config/settings.ts';
import {
  overrideName,
  shortNames,
  type Variable,
  variables,
} from '../../../src/platform/config/variables.ts';

const YAML_HEAD = `# Every setting of Baton with its default. A file of your own may leave out whatever it does not change; BATON_CONFIG
# names it, if it is not this one. The environment overrides it: BATON__WEB__PORT=4000 sets web.port, and a list is
# written with commas. Secrets and addresses stand in .env. Durations are written 250ms, 30s, 5m, 2h or 7d.
`;

/** config/baton.yaml, as the settings say. */
export function settingsFile(): string {
  const sections = Object.entries(settings as Section).map(([name, node]) =>
    isSetting(node) ? `\n${yamlOf({ [name]: node }, '')}` : `\n${name}:\n${yamlOf(node, '  ')}`,
  );
  return YAML_HEAD + sections.join('');
}

function yamlOf(section: Section, indent: string): string {
  return Object.entries(section)
    .map(([key, node]) =>
      isSetting(node)
        ? `${indent}# ${node.about}\n${indent}${key}:${yamlBelow(node.initial, indent)}\n`
        : `${indent}${key}:\n${yamlOf(node, `${indent}  `)}`,
    )
    .join('');
}

/** A value behind its key: a table stands below it, indented. */
function yamlBelow(value: Setting<unknown>['initial'], indent: string): string {
  if (typeof value !== 'object' || Array.isArray(value)) return ` ${yamlValue(value)}`;
  const lines = stringify(value, { singleQuote: true, lineWidth: 110, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n');
  return lines.length === 1 && Object.keys(value).length === 0
    ? ' {}'
    : `\n${lines.map((line) => `${indent}  ${line}`).join('\n')}`;
}

function yamlValue(value: Setting<unknown>['initial']): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return /^([A-Za-z][\w./-]*|\d+[a-z]+)$/.test(value) ? value : `'${value}'`;
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  const rows = Object.entries(value).map(([key, row]) => (typeof row === 'object' ? key : `${key}: ${row}`));
  return rows.length === 0 ? '{}' : rows.join(', ');
}

const MARKDOWN_HEAD = `# Configuration

Baton runs without any. What you change stands in four places; the later one wins:

1. \`config/baton.yaml\`, or the file that \`--config\` or \`BATON_CONFIG\` names. It may be partial: what it leaves out keeps
   its default.
2. \`.env\` in the folder where Baton is started: secrets and addresses, one \`NAME=value\` per line; \`.env.example\` has
   them all. The variables of 3 may stand there too.
3. The environment of the process. Every setting has a variable of its own: \`BATON__\`, then its path in capitals with
   \`__\` for each dot, such as \`BATON__WEB__PORT=4000\`. A list is written with commas. An empty variable counts as not
   set.
4. Commands, which are kept in the database. They win over the file and the environment, because they are the latest
   thing that somebody wanted, and they say so wherever a setting is shown.

Everything is checked at start. Whatever is wrong is named at once, with its value, what is allowed, and the line or the
variable; secrets are never shown. Durations are written \`250ms\`, \`30s\`, \`5m\`, \`2h\` or \`7d\`. Paths are seen from the
folder where Baton is started.

## Changed while Baton runs

A setting that a command changes is in force in every process within seconds, without a restart. Settings marked *at the
next start* are different: they say where Baton listens, what it connects to and what it opens, so no command changes
them; the file or the environment does. Secrets are never shown, and never changed by command.

- Every change is checked as a whole first. Where something would not fit together it is refused, with every problem.
- A table can be changed at a key, or at one value below it: \`desk.agents.U123\`, \`desk.agents.U123.skills\`. What is below
  wins over what is above; a whole table or row takes the place of all that was set below it. \`null\` takes a row or a
  value of a row out, also one that the file has.
- Who changed what, when, from what and to what is kept. A change can be undone, which brings back what a command had
  said there before, to the letter; where a newer change touches the same place, that one is undone first.
- Two who change the same thing at the same moment: the second one is told. Different things are both kept.
- A process that cannot read the database goes on with the settings that it knows, and so does one that finds there what
  it does not understand, as after a newer Baton. At the start it takes what it understands, and logs the rest.

This page is written from the code: \`npx vitest run test/platform -u\`.
`;

/** docs/configuration.md, as the settings and variables say. */
export function settingsPage(): string {
  const sections = Object.entries(settings as Section).map(
    ([name, node]) =>
      `\n## ${name}\n\n| setting | default | allowed | what it is | in force |\n| --- | --- | --- | --- | --- |\n${isSetting(node) ? rowsOf({ [name]: node }, '') : rowsOf(node, `${name}.`)}`,
  );
  return `${MARKDOWN_HEAD}${sections.join('')}\n## Secrets and addresses\n\n| variable | allowed | what it is |\n| --- | --- | --- |\n${variableRows()}`;
}

function rowsOf(section: Section, prefix: string): string {
  return Object.entries(section)
    .map(([key, node]) => {
      if (!isSetting(node)) return rowsOf(node, `${prefix}${key}.`);
      return `| \`${prefix}${key}\` | \`${yamlValue(node.initial)}\` | ${node.allowed} | ${node.about} | ${node.fixed ? 'at the next start' : 'at once'} |\n`;
    })
    .join('');
}

function variableRows(): string {
  const rows = Object.entries<Variable>(variables).map(
    ([name, { allowed, about }]) => `| \`${name}\` | ${allowed} | ${about} |\n`,
  );
  const short = Object.entries(shortNames).map(
    ([name, path]) => `| \`${name}\` | a path | Short for \`${overrideName(path)}\`. |\n`,
  );
  return [
    ...rows,
    '| `BATON_CONFIG` | a path | The settings file, if not config/baton.yaml. |\n',
    ...short,
  ].join('');
}

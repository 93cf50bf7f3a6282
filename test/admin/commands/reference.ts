import { type Argument, type Command, isOptional, type Who } from '../../../src/admin/command/definition.ts';
import { usageOf } from '../../../src/admin/command/read.ts';
import { commands } from '../../../src/admin/commands/all.ts';

const HEAD = `# Commands

\`/baton …\` in Slack and Discord, \`@Baton …\` in Teams, \`/baton …\` in the web workspace, and \`baton admin …\` in the terminal
of the machine that Baton runs on. What comes back is seen by you alone; \`--here\` shows it to everybody in the place. Words
with spaces go into quotation marks. \`help\` shows the commands that you may give, \`help COMMAND\` how one is written.

Who may: *admins* are the admins of the workspace ([Slack](slack.md), [Discord](discord.md), [Teams](teams.md#who-is-an-admin)),
and whoever \`admin.people\` and \`admin.groups\` name; *agents* are the members of the desk's channel. Whoever has the machine is
an admin in the terminal, where \`--json\` prints JSON alone, and what was refused or could not be done exits non-zero.

Every change of a setting or a text is checked before it is taken, says from what to what, is in force in every process within
seconds, stands in the audit log, and is taken back by \`config undo\`; articles are retired and restored. What \`forget\`
erases, and what \`dead drop\` lets go, does not come back.

This page is written from the code: \`npx vitest run test/admin/commands/reference.test.ts -u\`.
`;

const GROUPS: readonly [Who, string][] = [
  ['anyone', 'For everybody'],
  ['agent', 'For agents and admins'],
  ['admin', 'For admins'],
];

/** docs/commands.md, as the commands say. */
export function commandsPage(): string {
  const groups = GROUPS.map(([who, title]) => {
    const those = commands.filter((one) => one.who === who);
    return `\n## ${title}\n${those.map(sectionOf).join('')}`;
  });
  return HEAD + groups.join('');
}

function sectionOf(command: Command): string {
  const flags = Object.entries(command.flags).map(([name, flag]): [string, Argument] => [`--${name}`, flag]);
  const args = Object.entries(command.arguments).map(([name, one]): [string, Argument] => [
    name.toUpperCase(),
    one,
  ]);
  const rows = [...args, ...flags].map(([name, one]) => {
    const may = isOptional(one) || name.startsWith('--') ? ' May be left out.' : '';
    return `| \`${name}\` | ${one.about}${may} | ${one.allowed.replaceAll('|', '\\|')} |\n`;
  });
  const table =
    rows.length > 0 ? `\n| word | what it is | allowed |\n| --- | --- | --- |\n${rows.join('')}` : '';
  const also = command.aliases ? ` Also \`${command.aliases.join('`, `')}\`.` : '';
  const chat = command.chat ? ' In chat only.' : '';
  const examples = command.examples.map((one) => `\`${one}\``).join(', ');
  return `\n### \`${usageOf(command)}\`\n\n${command.about}${also}${chat}\n${table}\nFor example: ${examples}\n`;
}

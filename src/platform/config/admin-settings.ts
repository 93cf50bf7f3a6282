import { z } from 'zod';
import { textFault } from '../locale.ts';
import { textKeys } from '../text-keys.ts';
import { asText, choice, list, rowsOf, table } from './setting.ts';

const ID = /^[^\s,]{1,200}$/u;

const texts = z.record(
  z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR'),
  z.record(z.string(), z.string().max(3_000)).superRefine((words, context) => {
    for (const [key, value] of Object.entries(words)) {
      const message = textFault(key, value);
      if (message) context.addIssue({ code: 'custom', message });
    }
  }),
);

/** Who may change settings by command, and words of a deployment's own. */
export const adminSettings = {
  admin: {
    people: list('Who may use the commands of admins, besides the admins of the workspace, by id.', [], {
      allowed: 'a list of ids of people',
      pattern: ID,
    }),
    groups: list(
      'Roles or user groups whose members may use the commands of admins, by id; of a team in Teams (the id of its group in Entra), its owners.',
      [],
      { allowed: 'a list of ids of roles, user groups or teams', pattern: ID },
    ),
    workspace_admins: choice(
      'Whether owners and admins of the workspace may use the commands of admins: Slack owners and admins, "Manage Server" on Discord, and in a support channel in Teams the owners of its team.',
      'on',
      ['on', 'off'],
    ),
  },
  texts: table(
    'Words in place of those in locales/, by language and key.',
    {},
    {
      allowed: 'language tags, each with keys of texts such as customer.abstain and their words',
      schema: texts,
      rows: rowsOf(Object.fromEntries(Object.keys(textKeys).map((key) => [key, asText]))),
    },
  ),
};

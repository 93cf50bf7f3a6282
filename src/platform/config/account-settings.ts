import { z } from 'zod';
import { asList, asNumber, asText, rowsOf, table, whole } from './setting.ts';

const id = z.string().min(1).max(100);

const account = z.strictObject({
  tier: z
    .string()
    .regex(/^\P{Lu}{1,100}$/u, 'a name of small letters')
    .optional(),
  value: z.number().min(0).max(1e12).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'a language such as de')
    .optional(),
  members: z.array(id).max(10_000).default([]),
  workspaces: z.array(id).max(1_000).default([]),
});

/** Settings of the accounts that customers belong to. */
export const accountSettings = {
  known: table(
    "Customers' companies by name: tier, value (yearly, in your money), language, and who belongs to them: members, by the id of the person, and workspaces, by the platform's id.",
    {},
    {
      allowed: 'names, each with tier, value, language, members and workspaces, as far as known',
      schema: z.record(z.string().min(1).max(100), account),
      rows: rowsOf({ tier: asText, value: asNumber, language: asText, members: asList, workspaces: asList }),
    },
  ),
  high_value: whole(
    'The yearly value from which an account asks for the most experienced agents; 0 leaves the value out.',
    100_000,
    [0, 1_000_000_000],
  ),
};

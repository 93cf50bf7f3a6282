import { z } from 'zod';
import { nearestKeys } from '../../platform/nearest.ts';
import { setSetting } from '../command/change-setting.ts';
import type { CommandContext } from '../command/context.ts';
import { command } from '../command/definition.ts';
import { code, list } from '../command/show.ts';

const SKILL = /^[a-z][a-z0-9_-]{0,39}$/;

/** Every skill that agents have or categories ask for. */
export function skillsOf({ settings }: CommandContext): string[] {
  const { skills, agents } = settings.current().desk;
  return [
    ...new Set([...Object.values(skills), ...Object.values(agents).flatMap((one) => one.skills)]),
  ].sort();
}

const categoriesOf = ({ settings }: CommandContext) => Object.keys(settings.current().policy.categories);

export const skillCommands = [
  command({
    name: 'skill list',
    about: 'Lists which skill each category asks for, and who has it.',
    who: 'agent',
    examples: ['skill list'],
    run(_, { settings }) {
      const { skills, agents } = settings.current().desk;
      if (Object.keys(skills).length === 0) {
        return {
          say: `No category asks for a skill. ${code('skill add CATEGORY SKILL')} makes one do so.`,
          data: {},
        };
      }
      const lines = Object.entries(skills).map(([category, skill]) => {
        const have = Object.entries(agents).filter(([, one]) => one.skills.includes(skill));
        const who = have.map(([id, one]) => one.name ?? id).join(', ') || 'nobody has it';
        return `${code(category)} needs ${code(skill)}: ${who}`;
      });
      return { say: list(lines), data: skills };
    },
  }),
  command({
    name: 'skill add',
    about: 'Makes a category ask for a skill: only agents who have it are asked.',
    who: 'admin',
    arguments: {
      category: {
        about: 'The category.',
        allowed: 'the name of a category',
        schema: z.string().max(100),
        complete: (context: CommandContext) => categoriesOf(context).map((value) => ({ value })),
      },
      skill: {
        about: 'The skill.',
        allowed: 'a name of small letters, digits, - and _',
        schema: z.string().toLowerCase().regex(SKILL),
        complete: (context: CommandContext) => skillsOf(context).map((value) => ({ value })),
      },
    },
    examples: ['skill add billing invoices'],
    run({ category, skill }, context) {
      const known = categoriesOf(context);
      if (!known.includes(category)) {
        const near = nearestKeys(category, known);
        const meant =
          near.length > 0
            ? `Did you mean ${near.map(code).join(' or ')}?`
            : `There are: ${known.join(', ')}.`;
        return { refuse: `There is no category ${code(category)}. ${meant}` };
      }
      return setSetting(context, `desk.skills.${category}`, skill);
    },
  }),
  command({
    name: 'skill remove',
    about: 'The category asks for no skill any more.',
    who: 'admin',
    arguments: {
      category: {
        about: 'The category.',
        allowed: 'a category that asks for a skill',
        schema: z.string().max(100),
        complete: ({ settings }: CommandContext) =>
          Object.entries(settings.current().desk.skills).map(([value, label]) => ({ value, label })),
      },
    },
    examples: ['skill remove billing'],
    run({ category }, context) {
      const { skills } = context.settings.current().desk;
      if (!Object.hasOwn(skills, category)) return { refuse: `${code(category)} asks for no skill.` };
      return setSetting(context, `desk.skills.${category}`, null);
    },
  }),
];

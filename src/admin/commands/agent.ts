import { z } from 'zod';
import { COMMAND_FORM } from '../../channels/command.ts';
import type { Form } from '../../channels/form.ts';
import { setSetting, writtenNow } from '../command/change-setting.ts';
import type { CommandContext } from '../command/context.ts';
import { type Choice, command } from '../command/definition.ts';
import { personId } from '../command/person-id.ts';
import { code, list, plain } from '../command/show.ts';
import { asTyped } from '../command/words.ts';
import { agentAfter, type WrittenAgent } from './agent-changes.ts';
import { skillsOf } from './skill.ts';

/** What is known of an agent, from the settings and from their work. */
interface Known {
  id: string;
  name: string;
  configured: WrittenAgent;
  holds: number;
  awayUntil: Date | null;
  copilot: string;
}

const ID = {
  about: 'The agent, by the id of the platform; a mention does too.',
  allowed: 'the id of a person',
  schema: personId,
  complete: async (context: CommandContext): Promise<Choice[]> =>
    (await agentsOf(context)).map(({ id, name }) => ({ value: id, label: name })),
};

export const agentCommands = [
  command({
    name: 'agent list',
    about: 'Lists the agents: skills, languages, what they hold, and who is away.',
    who: 'agent',
    examples: ['agent list'],
    async run(_, context) {
      const agents = await agentsOf(context);
      if (agents.length === 0) {
        return {
          say: `Nothing is known of any agent yet. ${code('agent set ID skill+billing')} begins it.`,
          data: [],
        };
      }
      return {
        say: list(
          agents.map((one) => lineOf(one, context)),
          40,
        ),
        data: agents,
      };
    },
  }),
  command({
    name: 'agent show',
    about: 'Shows what is known of an agent.',
    who: 'agent',
    arguments: { id: ID },
    examples: ['agent show U0123456789'],
    async run({ id }, context) {
      const agent = (await agentsOf(context)).find((one) => one.id === id);
      if (!agent)
        return { refuse: `Nothing is known of ${code(id)}. ${code('agent list')} shows whom it knows.` };
      return { say: lineOf(agent, context), data: agent };
    },
  }),
  command({
    name: 'agent set',
    about: 'Changes what is known of an agent; with the id alone it opens a form.',
    who: 'admin',
    arguments: {
      id: ID,
      changes: {
        about: 'What to change.',
        allowed:
          'skill+NAME, skill-NAME, language+de, language-de, seniority=0.7, capacity=5, hours=NAME, name="…"; nothing after = takes it out',
        schema: z.array(z.string().max(200)).max(50).optional(),
        rest: true,
        words: true,
        complete: changesOf,
      },
    },
    examples: ['agent set U0123456789 skill+billing language+de seniority=0.8', 'agent set U0123456789'],
    run({ id, changes }, context) {
      const path = `desk.agents.${id}`;
      const before = (writtenNow(context, path) ?? {}) as WrittenAgent;
      const { fields } = context.call;
      if (!changes && !fields) return { form: formFor(id, before) };
      const after = agentAfter(before, changes ?? [], fields ?? {});
      if ('problem' in after) return { refuse: after.problem };
      return setSetting(context, path, after.agent);
    },
  }),
  command({
    name: 'agent remove',
    about: 'Forgets what was set of an agent; whether they work at the desk is up to the desk channel.',
    who: 'admin',
    arguments: { id: ID },
    examples: ['agent remove U0123456789'],
    run({ id }, context) {
      if (writtenNow(context, `desk.agents.${id}`) === undefined)
        return { refuse: `Nothing was set of ${code(id)}.` };
      return setSetting(context, `desk.agents.${id}`, null);
    },
  }),
];

async function agentsOf({ store, settings, desk }: CommandContext): Promise<Known[]> {
  const { desk: configured, copilot } = settings.current();
  const records = desk
    ? await store.agents.ofDesk(desk.platform, desk.channel.workspace)
    : await store.agents.known();
  const byId = new Map(records.map((record) => [record.personId, record]));
  return [...new Set([...Object.keys(configured.agents), ...byId.keys()])].map((id) => {
    const own = Object.hasOwn(configured.agents, id) ? configured.agents[id] : undefined;
    const record = byId.get(id);
    return {
      id,
      name: own?.name ?? record?.name ?? id,
      configured: { ...own } as WrittenAgent,
      holds: record?.seats?.length ?? 0,
      awayUntil: record?.awayUntil ?? null,
      copilot: record?.copilot ?? copilot.wish,
    };
  });
}

function lineOf(
  { id, name, configured, holds, awayUntil, copilot }: Known,
  { clock, settings }: CommandContext,
): string {
  const { skills = [], languages = [], seniority, capacity, hours } = configured;
  const most = capacity ?? settings.current().desk.capacity;
  const away = awayUntil !== null && awayUntil > clock.now();
  const facts = [
    `holds ${holds}${most > 0 ? ` of ${most}` : ''}`,
    ...(skills.length > 0 ? [`skills ${skills.join(', ')}`] : []),
    ...(languages.length > 0 ? [`languages ${languages.join(', ')}`] : []),
    ...(seniority === undefined ? [] : [`seniority ${seniority}`]),
    ...(hours === undefined ? [] : [`hours ${hours}`]),
    `co-pilot ${copilot}`,
    ...(away ? ['**away**'] : []),
  ];
  return `${plain(name)} (${code(id)}): ${facts.join('; ')}`;
}

function changesOf(context: CommandContext): Choice[] {
  const skills = skillsOf(context).flatMap((skill) => [
    { value: `skill+${skill}` },
    { value: `skill-${skill}` },
  ]);
  const { customer_languages: languages } = context.settings.current().assistant;
  const hours = Object.keys(context.settings.current().desk.hours);
  return [
    ...skills,
    ...languages.map((language) => ({ value: `language+${language}` })),
    ...hours.map((name) => ({ value: `hours=${name}` })),
    ...['seniority=', 'capacity='].map((value) => ({ value })),
  ];
}

function formFor(
  id: string,
  { name, skills = [], languages = [], seniority, capacity, hours }: WrittenAgent,
): Form {
  const rest = [
    ...(seniority === undefined ? [] : [`seniority=${seniority}`]),
    ...(capacity === undefined ? [] : [`capacity=${capacity}`]),
    ...(hours === undefined ? [] : [`hours=${hours}`]),
  ];
  return {
    action: COMMAND_FORM,
    value: asTyped(['agent', 'set', id]),
    title: 'What an agent can do',
    submit: 'Save',
    fields: [
      { id: 'name', label: 'Name', kind: 'text', max: 100, optional: true, initial: name ?? '' },
      {
        id: 'skills',
        label: 'Skills',
        hint: 'With commas between',
        kind: 'text',
        max: 500,
        optional: true,
        initial: skills.join(', '),
      },
      {
        id: 'languages',
        label: 'Languages',
        hint: 'Such as en, de',
        kind: 'text',
        max: 200,
        optional: true,
        initial: languages.join(', '),
      },
      {
        id: 'more',
        label: 'More',
        hint: 'seniority=0.7 capacity=5 hours=night',
        kind: 'text',
        max: 200,
        optional: true,
        initial: rest.join(' '),
      },
    ],
  };
}

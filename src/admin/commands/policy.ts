import { z } from 'zod';
import { knownSettings } from '../../platform/config/parse-config.ts';
import { nearestKeys } from '../../platform/nearest.ts';
import { choicesOf, setSetting, sourceSaid, written } from '../command/change-setting.ts';
import { command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';
import { tryPolicy } from './policy-try.ts';

/** Settings of the policy that are one value each. */
const names = [...knownSettings]
  .filter(([path, { table }]) => path.startsWith('policy.') && !table)
  .map(([path]) => path.slice('policy.'.length));

const NAME = {
  about: 'What to change.',
  allowed: names.join(', '),
  schema: z.string().max(100),
  complete: () => names.map((value) => ({ value, label: knownSettings.get(`policy.${value}`)?.about ?? '' })),
};
const VALUE = {
  about: 'The new value.',
  allowed: 'what the setting allows',
  schema: z.string().max(200),
  complete: (_: unknown, [name = '']: readonly string[]) => choicesOf(`policy.${name}`),
};

export const policyCommands = [
  command({
    name: 'policy show',
    about: 'Shows when a human is offered and brought in.',
    who: 'agent',
    examples: ['policy show'],
    run(_, { settings }) {
      const shown = settings
        .show('policy')
        .filter(
          ({ path }) => names.includes(path.slice('policy.'.length)) && !path.startsWith('policy.weights.'),
        );
      const lines = shown.map(
        (one) =>
          `${code(one.path.slice('policy.'.length))} ${written(one.value)} (${plain(sourceSaid(one, { settings }))}): ${plain(one.about)}`,
      );
      return {
        say: `${list(lines, 40)}\n\n${code('trigger list')} shows how strongly each signal counts.`,
        data: Object.fromEntries(shown.map(({ path, value }) => [path.slice('policy.'.length), value])),
      };
    },
  }),
  command({
    name: 'policy set',
    about: 'Changes when a human is offered and brought in; try it first.',
    who: 'admin',
    arguments: { name: NAME, value: VALUE },
    examples: ['policy set escalate_at 0.75'],
    run({ name, value }, context) {
      const known = namedSetting(name);
      return 'refuse' in known ? known : setSetting(context, `policy.${known.name}`, value);
    },
  }),
  command({
    name: 'policy try',
    about:
      'Replays the latest conversations, and shows what a change would have made of them; changes nothing.',
    who: 'admin',
    arguments: { name: NAME, value: VALUE },
    examples: ['policy try escalate_at 0.75', 'policy try weights.negative_sentiment 0'],
    async run({ name, value }, context) {
      const known = namedSetting(name);
      if ('refuse' in known) return known;
      const definition = knownSettings.get(`policy.${known.name}`);
      const parsed = definition?.schema.safeParse(definition.fromText(value));
      if (!definition || !parsed?.success) {
        return { refuse: `${code(known.name)} cannot be ${code(value)}; allowed: ${definition?.allowed}.` };
      }
      return tryPolicy(context, known.name, value, parsed.data);
    },
  }),
];

function namedSetting(typed: string): { name: string } | { refuse: string } {
  const name = typed.toLowerCase().replace(/^policy\./, '');
  if (names.includes(name)) return { name };
  const near = nearestKeys(name, names);
  const meant =
    near.length > 0 ? ` Did you mean ${near.map(code).join(' or ')}?` : ` There are: ${names.join(', ')}.`;
  return { refuse: `The policy has no ${code(typed)}.${meant}` };
}

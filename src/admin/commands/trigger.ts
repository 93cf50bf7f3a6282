import { z } from 'zod';
import { settings as definitions } from '../../platform/config/settings.ts';
import { nearestKeys } from '../../platform/nearest.ts';
import { setSetting, sourceSaid } from '../command/change-setting.ts';
import { command } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';

const weights = definitions.policy.weights;
type Name = keyof typeof weights;
const names = Object.keys(weights) as Name[];

const NAME = {
  about: 'The trigger.',
  allowed: names.join(', '),
  schema: z.string().max(100),
  complete: () => names.map((value) => ({ value, label: weights[value].about })),
};

export const triggerCommands = [
  command({
    name: 'trigger list',
    about: 'Lists the triggers with how strongly each counts.',
    who: 'agent',
    examples: ['trigger list'],
    run(_, { settings }) {
      const shown = settings.show('policy.weights');
      const lines = shown.map((one) => {
        const name = one.path.slice('policy.weights.'.length);
        const value = Number(one.value);
        return `${code(name)} ${value === 0 ? 'off' : value} (${plain(sourceSaid(one, { settings }))}): ${plain(one.about)}`;
      });
      return {
        say: `${list(['`explicit_request` always counts in full: who asks for a human gets one', ...lines], 40)}`,
        data: shown.map(({ path, value, source }) => ({
          name: path.slice('policy.weights.'.length),
          weight: value,
          source,
        })),
      };
    },
  }),
  command({
    name: 'trigger on',
    about: 'Switches a trigger on, with its usual weight.',
    who: 'admin',
    arguments: { name: NAME },
    examples: ['trigger on negative_sentiment'],
    run({ name }, context) {
      const known = triggerNamed(name);
      if ('refuse' in known) return known;
      const now = context.settings.current().policy.weights[known.name];
      if (now > 0) return { say: `${code(known.name)} is on already, with weight ${now}.` };
      return setSetting(context, `policy.weights.${known.name}`, weights[known.name].initial);
    },
  }),
  command({
    name: 'trigger off',
    about: 'Switches a trigger off.',
    who: 'admin',
    arguments: { name: NAME },
    examples: ['trigger off long_session'],
    run({ name }, context) {
      const known = triggerNamed(name);
      return 'refuse' in known ? known : setSetting(context, `policy.weights.${known.name}`, 0);
    },
  }),
  command({
    name: 'trigger weight',
    about: 'Sets how strongly a trigger counts.',
    who: 'admin',
    arguments: {
      name: NAME,
      value: {
        about: 'Its weight.',
        allowed: 'a number from 0 (off) to 1',
        schema: z.coerce.number().min(0).max(1),
      },
    },
    examples: ['trigger weight repeated_question 0.7'],
    run({ name, value }, context) {
      const known = triggerNamed(name);
      return 'refuse' in known ? known : setSetting(context, `policy.weights.${known.name}`, value);
    },
  }),
];

function triggerNamed(typed: string): { name: Name } | { refuse: string } {
  const wanted = typed.toLowerCase().replaceAll('-', '_');
  const name = names.find((one) => one === wanted);
  if (name) return { name };
  if (wanted === 'explicit_request') {
    return { refuse: `${code(wanted)} cannot be changed: who asks for a human always gets one.` };
  }
  const near = nearestKeys(wanted, names);
  const meant =
    near.length > 0 ? ` Did you mean ${near.map(code).join(' or ')}?` : ` There are: ${names.join(', ')}.`;
  return { refuse: `There is no trigger ${code(typed)}.${meant}` };
}

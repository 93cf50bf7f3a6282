import { solutionOf } from '../../conversation/episode.ts';
import { SOLUTION_LIMIT } from '../../conversation/form-limits.ts';
import { GAPS, RESOLUTIONS } from '../../escalation/gap.ts';
import { proposeGap, proposeResolution } from '../../escalation/propose-outcome.ts';
import type { Built, Seen } from './seen.ts';

/** How it ended, why the assistant could not do it, and what solved it: filled in by rules, to be confirmed. Pure. */
export function resolveForm({ state, episode, facts }: Seen): Built {
  const { now, texts, settings } = facts;
  return {
    form: {
      action: 'resolve',
      value: episode.id,
      title: texts.say('form.resolve_title'),
      fields: [
        {
          kind: 'choice',
          id: 'resolution',
          label: texts.say('form.resolution'),
          options: RESOLUTIONS.map((value) => ({ value, label: texts.say(`form.resolution_${value}`) })),
          initial: proposeResolution(episode, now, settings.desk.idleMs),
        },
        {
          kind: 'choice',
          id: 'gap',
          label: texts.say('form.gap'),
          hint: texts.say('form.gap_hint'),
          options: GAPS.map((value) => ({ value, label: texts.say(`form.gap_${value}`) })),
          initial: proposeGap(episode, state.tally),
        },
        {
          kind: 'text',
          id: 'solution',
          label: texts.say('form.solution'),
          hint: texts.say('form.solution_hint'),
          multiline: true,
          optional: true,
          max: SOLUTION_LIMIT,
          initial: solutionOf({ state }) ?? '',
        },
      ],
      submit: texts.say('button.resolve'),
    },
  };
}

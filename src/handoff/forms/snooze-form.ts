import { hoursFor } from '../../conversation/queue.ts';
import { SNOOZES, snoozeUntil } from '../../conversation/snooze.ts';
import { spokenMoment } from '../../conversation/spoken-time.ts';
import type { Built, Seen } from './seen.ts';

/** For how long it is put off. Pure. */
export function snoozeForm({ episode, facts }: Seen): Built {
  const { now, texts, settings } = facts;
  const options = SNOOZES.map((value) => ({ value, until: snoozeUntil(value, episode, facts) }));
  const timeZone = hoursFor(settings, episode.skill)?.timeZone ?? 'UTC';
  const minutes = (until: Date) => String(Math.round((until.getTime() - now.getTime()) / 60_000));
  return {
    form: {
      action: 'snooze',
      value: episode.id,
      title: texts.say('form.snooze_title'),
      fields: [
        {
          kind: 'choice',
          id: 'for',
          label: texts.say('form.snooze_for'),
          hint: texts.say('form.snooze_hint'),
          options: options.map(({ value, until }) => ({
            value,
            label:
              value === 'tomorrow'
                ? texts.say('form.snooze_tomorrow', { until: spokenMoment(until, now, timeZone, 'en') })
                : texts.say('form.snooze_minutes', { minutes: minutes(until) }),
          })),
          initial: 'default',
        },
      ],
      submit: texts.say('button.snooze'),
    },
  };
}

import type { Finding } from '../../channels/adapter.ts';
import type { Asker } from './asker.ts';

/** Says what a check found. Gives what is wrong. */
export function sayFindings(asker: Asker, findings: readonly Finding[]): Finding[] {
  for (const { name, ok, detail, mend } of findings) {
    const tone = !ok ? 'wrong' : mend ? 'info' : 'good';
    asker.say(`${name}: ${detail}${mend ? `\n→ ${mend}` : ''}`, tone);
  }
  return findings.filter(({ ok }) => !ok);
}

/** What to do about something that must be mended elsewhere. */
export function askAfterMend(asker: Asker, other: string): Promise<'again' | 'other' | 'on'> {
  return asker.choice({
    name: 'after_mend',
    message: 'When you have mended that:',
    options: [
      { value: 'again', label: 'Check again' },
      { value: 'other', label: other },
      { value: 'on', label: 'Go on without; `baton doctor` will tell again' },
    ],
  });
}

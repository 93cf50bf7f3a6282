import { enabledPlatforms } from '../../platform/config/enabled-platforms.ts';
import type { Setup } from './setup.ts';

/** Says what to do next. */
export function sayWhatNext({ asker, draft }: Setup, passed: boolean): void {
  const { slack, discord, teams, web, desk } = enabledPlatforms(draft.config());
  const docs = [
    ...(slack === 'off' ? [] : ['docs/slack.md']),
    ...(discord ? ['docs/discord.md'] : []),
    ...(teams === 'off' ? [] : ['docs/teams.md']),
    ...(web ? ['docs/web.md'] : []),
    'docs/configuration.md',
    'docs/escalation.md',
    'docs/operating.md',
  ];
  asker.step('What next');
  for (const name of draft.overruled())
    asker.say(`${name} is set in the environment too, which goes before .env: take it out there.`, 'wrong');
  const inChat = [slack !== 'off' && 'Slack', discord && 'Discord', teams !== 'off' && 'Teams'].filter(
    Boolean,
  );
  asker.say(
    [
      ...(passed ? [] : ['Mend what the test conversation showed, and run `npx baton setup` again.']),
      'npm start           runs Baton until Ctrl+C',
      'npx baton doctor    checks everything again, and says how to mend what is wrong',
      'npx baton setup     changes what was answered here',
      ...(inChat.length === 0
        ? []
        : [
            `Then try it on ${inChat.join(' or ')}: write to the bot, or mention it in a channel that it is in, and ask for a human.`,
          ]),
      DESKS[desk],
      `Read on: ${docs.join(', ')}`,
    ].join('\n'),
  );
}

/** How agents come to work. */
const DESKS = {
  slack: 'Invite your agents to the desk channel: its members may act on a case.',
  discord: 'Let your agents see the desk channel: whoever sees it may act on a case.',
  web: 'Agents work on the page whose address npm start prints.',
};

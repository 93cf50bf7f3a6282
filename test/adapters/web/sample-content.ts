import type { Card, TextContent } from '../../../src/channels/content.ts';

/** An answer with everything that an answer can have. */
export const answer: TextContent = {
  kind: 'text',
  text: 'Open **Settings → Billing**, then:\n\n1. Choose *Plan*\n2. Press `Change`\n\n```\nbaton doctor --json\n```\n\n| Plan | Seats |\n| --- | --- |\n| Team | 20 |',
  generated: true,
  sources: [
    { title: 'Changing your plan', url: 'https://help.example.com/plan' },
    { title: 'Internal handbook' },
  ],
  buttons: [
    { id: 'solved', label: 'That solved it', value: 'c1' },
    { id: 'not_solved', label: 'Not solved', value: 'c1' },
    { id: 'human', label: 'Talk to a human', value: 'c1' },
  ],
};

/** A card in a state. */
export function cardIn(
  state: Card['state'],
  title = 'Customer 7 asks for a human',
): { kind: 'card'; card: Card } {
  const waiting = state === 'waiting';
  return {
    kind: 'card',
    card: {
      title,
      state,
      status: waiting ? 'Waiting since 2026-01-05 10:00 UTC' : 'Claimed by Agent 1',
      fields: [
        { label: 'Customer', value: 'Customer 7' },
        { label: 'Asked', value: 'in words' },
        { label: 'Opened', value: '2026-01-05 10:00 UTC' },
      ],
      sections: [
        { heading: 'The ask', text: 'My **invoice** shows 40 seats, but we have 20. I want a person.' },
        {
          heading: 'What the assistant tried',
          text: '- Open Settings ([Changing your plan](https://help.example.com/plan))',
        },
        { heading: 'Why a human', text: '- “I want a person”' },
      ],
      buttons: waiting
        ? [{ id: 'claim', label: 'Claim', value: 'e1', style: 'primary' }]
        : [
            { id: 'resolve', label: 'Resolve', value: 'e1', style: 'primary' },
            { id: 'return', label: 'Return to assistant', value: 'e1' },
          ],
    },
  };
}

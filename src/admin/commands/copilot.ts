import { z } from 'zod';
import { command } from '../command/definition.ts';
import { code } from '../command/show.ts';

const WISHES = {
  always: 'in every soft escalation that you claim',
  soft: 'where you press “Claim with co-pilot”',
  never: 'never',
} as const;

export const copilotCommand = command({
  name: 'copilot',
  aliases: ['co-pilot'],
  about: 'Shows or sets when the co-pilot drafts answers for you.',
  who: 'agent',
  chat: true,
  arguments: {
    wish: {
      about: 'When you want it.',
      allowed: 'always, soft or never',
      schema: z.enum(['always', 'soft', 'never']).optional(),
      complete: () => Object.entries(WISHES).map(([value, label]) => ({ value, label })),
    },
  },
  examples: ['copilot always', 'copilot never'],
  async run({ wish }, { store, call, role, settings, texts }) {
    if (role.agent !== true) {
      return { refuse: texts.say(role.agent === 'unknown' ? 'desk.member_unknown' : 'desk.not_member') };
    }
    const key = { platform: call.platform, workspace: call.workspace, personId: call.author.id };
    const before = (await store.agents.get(key))?.copilot ?? settings.current().copilot.wish;
    if (wish === undefined)
      return { say: `The co-pilot drafts for you ${WISHES[before]} (${code(before)}).` };
    await store.agents.setCopilot(key, wish);
    return { say: `The co-pilot drafts for you ${WISHES[wish]}: ${code(before)} → ${code(wish)}.` };
  },
});

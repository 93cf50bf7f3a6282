import { z } from 'zod';
import type { AgentCommandEvent } from '../../conversation/facts.ts';
import type { ConversationRecord } from '../../store/conversations.ts';
import type { CommandContext } from '../command/context.ts';
import { conversationHere } from '../command/conversation-here.ts';
import { command, type Result } from '../command/definition.ts';

const NO_CONVERSATION =
  "This is not the thread of a conversation. Give the command in the customer's thread, or in the thread of its card.";
const REASON_LIMIT = 500;

/** What agents may do in the thread of a conversation besides pressing the buttons of its card. */
export const deskCaseCommands = [
  command({
    name: 'escalate',
    about: "Brings a human into the conversation of this thread, though the customer hasn't asked for one.",
    who: 'agent',
    chat: true,
    arguments: {
      reason: {
        about: 'Why, for whoever takes it.',
        allowed: `text of at most ${REASON_LIMIT} characters`,
        schema: z.string().max(REASON_LIMIT).optional(),
        rest: true,
      },
    },
    examples: ['escalate', 'escalate has waited for three days'],
    async run({ reason }, context) {
      const record = await conversationHere(context);
      if (!record) return { refuse: NO_CONVERSATION };
      const refusal = notByThem(context) ?? whoHasIt(context, record);
      if (refusal) return { refuse: refusal };
      return handIn(context, record, 'escalate', reason ?? '');
    },
  }),
  command({
    name: 'close',
    about: 'Resolves the conversation of this thread; where a human leads, only whoever holds it may.',
    who: 'agent',
    chat: true,
    examples: ['close'],
    async run(_, context) {
      const record = await conversationHere(context);
      if (!record) return { refuse: NO_CONVERSATION };
      const refusal = notByThem(context);
      if (refusal) return { refuse: refusal };
      const { episode, status } = record.state;
      if (episode) return resolve(context, record);
      if (status === 'resolved') return { refuse: 'This conversation is resolved already.' };
      return handIn(context, record, 'close', '');
    },
  }),
];

/** What an agent does is signed with their name at the desk; an admin who does not work there has none. */
function notByThem({ role, texts }: CommandContext): string | undefined {
  if (role.agent === true) return undefined;
  return texts.say(role.agent === 'unknown' ? 'desk.member_unknown' : 'desk.not_member');
}

function whoHasIt({ texts }: CommandContext, { state: { episode } }: ConversationRecord): string | undefined {
  if (!episode) return undefined;
  if (episode.state === 'waiting') return 'This waits for a human already. Claim it with its card.';
  return texts.say('desk.claimed_by_other', { agent: episode.holder?.name ?? '' });
}

async function handIn(
  { acceptInternal, call }: CommandContext,
  { _id }: ConversationRecord,
  name: AgentCommandEvent['command'],
  reason: string,
): Promise<Result> {
  const { id, at, author: by, platform, workspace } = call;
  const event = {
    kind: 'agent.command' as const,
    id: `${platform}|${workspace}|${id}`,
    at,
    command: name,
    by,
    reason,
  };
  await acceptInternal(_id, event);
  return { taken: name };
}

/** A human leads: then it is what pressing Resolve on the card is, and the road decides who may. */
async function resolve(context: CommandContext, { state: { episode } }: ConversationRecord): Promise<Result> {
  const { store, call, texts, accept } = context;
  if (episode?.state !== 'held') return { refuse: texts.say('desk.claim_first') };
  if (episode.holder?.id !== call.author.id) {
    return { refuse: texts.say('desk.claimed_by_other', { agent: episode.holder?.name ?? '' }) };
  }
  const card = (await store.escalations.get(episode.id))?.card;
  if (!card) return { refuse: texts.say('desk.stale_card') };
  const { id, at, platform, workspace, author } = call;
  const { id: post, ...place } = card;
  await accept({
    kind: 'desk.action',
    id: `command:${id}`.slice(0, 200),
    platform,
    workspace,
    at,
    thread: { ...place, thread: place.thread ?? post },
    post: card,
    author,
    action: 'resolve',
    value: episode.id,
  });
  return { taken: 'close' };
}

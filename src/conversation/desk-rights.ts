import type { TextKey } from '../platform/texts.ts';
import type { Conversation } from './conversation.ts';
import type { Facts } from './facts.ts';

/** What takes an escalation, and needs room for one more. */
const CLAIM_ACTIONS = ['claim', 'claim_copilot', 'take_over'] as const;
/** What anybody at the desk may do with the escalation that is going on. */
export const MEMBER_ACTIONS = [...CLAIM_ACTIONS, 'not_for_human'] as const;
/** What decides about an action that waits for an approval; anybody at the desk may. */
const APPROVAL_ACTIONS = ['approve', 'deny'] as const;
/** What only the holder may do. */
export const HOLDER_ACTIONS = [
  'return',
  'resolve',
  'release',
  'transfer',
  'suggest',
  'snooze',
  'keep',
  'go_soft',
  'go_hard',
] as const;
/** What only the holder may do, with one of several things. */
const NUMBERED = /^(draft|send_note|undo)_/;

/** What somebody wants to do at the desk: by a button, or by a form that they ask for or have sent. */
export interface DeskWish {
  action: string;
  /** The id of the escalation. */
  value: string;
  author: { id: string };
}

/** Why something is not done, to be told to the one who wanted it. */
export interface Refusal {
  key: TextKey;
  params: Record<string, string>;
}

type Standing = Pick<Facts, 'memberUnknown' | 'actorIsMember' | 'atDesk'>;

/** Whether it is known that the event comes from the desk, and from somebody who may act there. */
export function isMember({ memberUnknown, actorIsMember, atDesk }: Standing): boolean {
  return !memberUnknown && actorIsMember && atDesk;
}

/** Why somebody may not do that at the desk now; undefined where they may. Pure. */
export function deskRefusal(
  { episode }: Pick<Conversation, 'episode'>,
  { action, value, author }: DeskWish,
  facts: Standing,
): Refusal | undefined {
  if (facts.memberUnknown) return { key: 'desk.member_unknown', params: {} };
  if (!isMember(facts)) return { key: 'desk.not_member', params: {} };
  if (!episode || episode.id !== value) return { key: 'desk.stale_card', params: {} };
  if (isOneOf(MEMBER_ACTIONS, action) || isOneOf(APPROVAL_ACTIONS, action)) return undefined;
  if (!NUMBERED.test(action) && !isOneOf(HOLDER_ACTIONS, action))
    return { key: 'desk.unknown_action', params: {} };
  if (episode.state !== 'held') return { key: 'desk.claim_first', params: {} };
  if (episode.holder?.id === author.id) return undefined;
  return { key: 'desk.claimed_by_other', params: { agent: episode.holder?.name ?? '' } };
}

/** Whether an action takes an escalation, so that room must be kept for it. */
export function isClaim(action: string): boolean {
  return isOneOf(CLAIM_ACTIONS, action);
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

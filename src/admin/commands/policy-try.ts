import type { Policy } from '../../escalation/policy.ts';
import { type PastConversation, replay } from '../../escalation/replay.ts';
import type { Config } from '../../platform/config/parse-config.ts';
import type { CommandContext } from '../command/context.ts';
import type { Result } from '../command/definition.ts';
import { code, list, plain } from '../command/show.ts';

/** Conversations that are replayed, and messages of each. */
const CONVERSATIONS = 100;
const MESSAGES = 200;
const EXAMPLES = 5;

/** What a policy makes of a past conversation. */
type Verdict = 'none' | 'offer' | 'escalate';
const SAID = { none: 'nothing', offer: 'offered', escalate: 'brought in' } as const;

/** What the latest conversations would have come to under a policy with one value changed. */
export async function tryPolicy(
  context: CommandContext,
  name: string,
  written: string,
  value: unknown,
): Promise<Result> {
  const config = context.settings.current();
  const past = await latest(context);
  if (past.length === 0)
    return { say: 'There is no conversation yet to try it on.', data: { conversations: 0 } };
  const [before, after] = [config, withPolicy(config, name, value)].map((one) =>
    verdictsOf(context, context.policyOf(one), past),
  );
  const pairs = past.map((one, index) => ({
    one,
    was: before?.[index] ?? 'none',
    would: after?.[index] ?? 'none',
  }));
  const count = (verdict: Verdict, side: 'was' | 'would') =>
    pairs.filter((pair) => pair[side] === verdict).length;
  const changed = pairs.filter(({ was, would }) => was !== would);
  const examples = changed.slice(0, EXAMPLES).map(({ one, was, would }) => {
    const asked = one.turns.find(({ role }) => role === 'customer')?.text ?? '';
    return `${SAID[was]} → ${SAID[would]}: ${plain(asked.slice(0, 140))} (${code(one.id)})`;
  });
  const counts = (['offer', 'escalate'] as const).map(
    (verdict) => `${SAID[verdict]} ${count(verdict, 'was')} → ${count(verdict, 'would')}`,
  );
  const said = [
    `With ${code(name)} ${code(written)}, of the latest ${past.length} conversations: ${counts.join(', ')}; ${changed.length} would have gone another way. Nothing was changed.`,
    ...(examples.length > 0 ? [list(examples)] : []),
  ];
  const data = {
    conversations: past.length,
    now: { offered: count('offer', 'was'), escalated: count('escalate', 'was') },
    tried: { offered: count('offer', 'would'), escalated: count('escalate', 'would') },
    changed: changed.map(({ one, was, would }) => ({ id: one.id, was, would })),
  };
  return { say: said.join('\n\n'), data };
}

async function latest({ store }: CommandContext): Promise<PastConversation[]> {
  const ids = await store.decisions.latestConversations(CONVERSATIONS);
  const found = await Promise.all(
    ids.map(async (id): Promise<PastConversation> => {
      const messages = await store.messages.range(id, 0, Number.MAX_SAFE_INTEGER, MESSAGES);
      const turns = messages.flatMap(({ role, text, at, internal }) =>
        role === 'system' || internal || text === '' ? [] : [{ role, text, at }],
      );
      const area = (await store.conversations.get(id))?.state.area;
      return { id, turns, ...(area ? { area } : {}) };
    }),
  );
  return found.filter(({ turns }) => turns.some(({ role }) => role === 'customer'));
}

/** The strongest that a policy would have done in each. */
function verdictsOf(
  { readerFor }: CommandContext,
  policy: Policy,
  past: readonly PastConversation[],
): Verdict[] {
  const read = readerFor(policy);
  return past.map((one) => {
    const actions = replay(one, policy, read).map(({ action }) => action);
    return actions.includes('escalate') ? 'escalate' : actions.includes('offer') ? 'offer' : 'none';
  });
}

/** The configuration with one value of the policy in place of another; `name` may be below a section. */
function withPolicy(config: Config, name: string, value: unknown): Config {
  const [section = '', key] = name.split('.');
  const policy =
    key === undefined
      ? { ...config.policy, [section]: value }
      : {
          ...config.policy,
          [section]: { ...(config.policy as unknown as Record<string, object>)[section], [key]: value },
        };
  return { ...config, policy } as Config;
}

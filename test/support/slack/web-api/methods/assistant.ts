import { requireMembership, visibleChannel } from '../../rules/visibility.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

/** The status that shows while an answer is made. https://docs.slack.dev/reference/methods/assistant.threads.setStatus */
export const assistantMethods: Methods = {
  'assistant.threads.setStatus': { tier: 'special', run: setStatus },
};

const MOST_LOADING_MESSAGES = 10;

function setStatus(backend: Backend, args: Args): Answer {
  if (!backend.scopes.has('assistant:write') && !backend.scopes.has('chat:write')) {
    throw new Refusal('missing_scope', { needed: 'chat:write', provided: [...backend.scopes].join(',') });
  }
  const channel = visibleChannel(backend, args.string('channel_id'));
  requireMembership(backend, channel);
  const thread = args.required('thread_ts');
  if (!channel.hasThread(thread)) throw new Refusal('invalid_thread_ts');
  const messages = args.json('loading_messages');
  if (Array.isArray(messages) && messages.length > MOST_LOADING_MESSAGES)
    throw new Refusal('invalid_arguments');
  const status = args.string('status') ?? '';
  const key = `${channel.id}:${thread}`;
  if (status === '') backend.workspace.statuses.delete(key);
  else {
    const loadingMessages = Array.isArray(messages) ? messages.map(String) : [];
    backend.workspace.statuses.set(key, { status, loadingMessages });
  }
  return {};
}

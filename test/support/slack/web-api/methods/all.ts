import type { Methods } from '../backend.ts';
import { assistantMethods } from './assistant.ts';
import { channelMakingMethods } from './channel-making.ts';
import { chatMethods } from './chat.ts';
import { connectionMethods } from './connections.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { historyMethods } from './history.ts';
import { peopleMethods } from './people.ts';
import { reactionMethods } from './reactions.ts';
import { streamMethods } from './streams.ts';
import { viewMethods } from './views.ts';

/** Every method that the fake knows; Slack's own other ones are answered with `unknown_method`. */
export const METHODS: Methods = {
  ...assistantMethods,
  ...channelMakingMethods,
  ...chatMethods,
  ...connectionMethods,
  ...conversationMethods,
  ...fileMethods,
  ...historyMethods,
  ...peopleMethods,
  ...reactionMethods,
  ...streamMethods,
  ...viewMethods,
};

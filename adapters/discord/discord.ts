import type { AdapterStorage, AgentDesk, Leases, Places } from '../../src/channels/adapter.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { BatonError } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { DiscordChannel } from './channel.ts';
import { DiscordDesk } from './desk.ts';
import { catchUp } from './gateway/catch-up.ts';
import { Inbound } from './inbound/inbound.ts';
import { MessageEvents } from './inbound/message-events.ts';
import { Interactions } from './interactions/interactions.ts';
import { KeptForms } from './interactions/kept-forms.ts';
import { DiscordPlaces } from './places.ts';
import { PostLog } from './posting/post-log.ts';
import { Threads } from './posting/threads.ts';
import { Webhooks } from './posting/webhooks.ts';
import { DiscordApi } from './rest/discord-api.ts';
import { Channels } from './server/channels.ts';
import { DirectMessages } from './server/direct-messages.ts';
import { Guilds, servedGuilds } from './server/guilds.ts';
import { openSession, type Session } from './server/session.ts';
import type { DiscordSettings } from './settings.ts';
import { Typing } from './typing.ts';
import { InteractionTokens } from './whisper/interaction-tokens.ts';
import { Whispers } from './whisper/whispers.ts';

export type { DiscordSettings } from './settings.ts';

export interface DiscordDeps {
  logger: Logger;
  clock: Clock;
  storage: AdapterStorage;
  leases: Leases;
}

/**
 * Discord as a channel for customers and as a desk for agents, over one bot. Nothing is connected before the channel is
 * started; both checks work without that.
 */
export function createDiscord(
  settings: DiscordSettings,
  given: DiscordDeps,
): { channel: DiscordChannel; desk: AgentDesk; places: Places } {
  const { clock, storage, leases } = given;
  const logger = given.logger.child({ adapter: 'discord' });
  const api = new DiscordApi(settings.token, settings.apiUrl);
  let opened: Session | undefined;
  const session = (): Session => {
    if (opened) return opened;
    throw new BatonError('adapter.not_started', 'The Discord adapter has not been started');
  };
  const application = () => session().identity.application;
  const channels = new Channels(api, clock);
  const guilds = new Guilds(api, clock);
  const directMessages = new DirectMessages(api, { storage, clock, logger });
  const tokens = new InteractionTokens(storage, clock);
  const answering = { application, tokens, forms: new KeptForms(storage, clock) };
  const threads = new Threads(api, clock, logger);
  const surface = {
    api,
    apiUrl: settings.apiUrl,
    threads,
    webhooks: new Webhooks(api, clock, application),
    posts: new PostLog(storage, logger),
    whispers: new Whispers({ api, tokens, directMessages, clock, logger, application }),
    session,
  };
  const shared = { api, channels, directMessages, threads, clock, logger };
  const open = async () => {
    opened = await openSession(api, settings, { guilds, clock, logger });
    return opened;
  };
  const channel = new DiscordChannel({
    ...surface,
    settings,
    leases,
    storage,
    clock,
    logger,
    typing: new Typing(shared),
    open,
    receiverFor(intake, open) {
      const messages = new MessageEvents(open, { channels, guilds, clock, logger });
      const interactions = new Interactions({ ...shared, ...answering, intake, session: open, messages });
      const inbound = new Inbound({ ...shared, intake, messages, interactions });
      const fetching = {
        ...shared,
        guilds: () => servedGuilds(api, settings.guilds),
        noteChannel: channels.note.bind(channels),
        shards: settings.shards,
      };
      return {
        note: (event, data) => inbound.note(event, data),
        take: (event, data, lost) => inbound.take(event, data, lost),
        catchUp: (shard, from, take, lost) => catchUp(fetching, { shard, from, take, lost }),
      };
    },
  });
  return {
    channel,
    desk: new DiscordDesk({ ...surface, settings }),
    places: new DiscordPlaces(api, settings, open),
  };
}

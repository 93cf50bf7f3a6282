import type { ChannelAdapter, Finding, Intake } from '../../src/channels/adapter.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../src/platform/errors.ts';
import { createStandingOf } from './commands/standing-of.ts';
import type { TeamsCloudAdapter } from './connector/cloud-adapter.ts';
import type { TrustedHosts } from './connector/service-hosts.ts';
import type { Tokens } from './connector/tokens.ts';
import { checkChannel } from './doctor/check-channel.ts';
import { checkOwners } from './doctor/check-owners.ts';
import type { TeamMembers } from './graph/members.ts';
import type { TeamOwners } from './graph/team-owners.ts';
import { createInbound } from './inbound/inbound.ts';
import { conversationIdOf, placeOf } from './places.ts';
import { authenticate } from './receive/authenticate.ts';
import { type Listening, listen } from './receive/http.ts';
import { adminsOf, endpointsOf, type Identity, type TeamsSettings } from './settings.ts';
import { type SurfaceDeps, TeamsSurface } from './surface.ts';
import { Typing } from './typing.ts';

/** The tenant of activities that name none, in local play. */
const LOCAL_TENANT = 'local';

export interface ChannelDeps extends SurfaceDeps {
  settings: TeamsSettings;
  identity: Identity;
  adapter: TeamsCloudAdapter;
  hosts: TrustedHosts;
  tokens: Tokens;
  members: TeamMembers;
  owners: TeamOwners;
  clock: Clock;
}

/** Customers in Teams. */
export class TeamsChannel extends TeamsSurface implements ChannelAdapter {
  readonly #own: ChannelDeps;
  readonly #typing: Typing;
  #listening: Listening | undefined;

  constructor(deps: ChannelDeps) {
    super(deps);
    this.#own = deps;
    this.#typing = new Typing(deps.clock, (thread) => this.#showTyping(thread));
  }

  async start(intake: Intake): Promise<void> {
    const { settings, identity, logger, clock, connector, ...rest } = this.#own;
    if (this.#listening) throw new BatonError('config.invalid', 'The Teams adapter has been started already');
    const territory = {
      support: new Set(settings.supportChannels.map((id) => placeOf(id).channel)),
      tenant: identity.kind === 'app' ? identity.tenantId : LOCAL_TENANT,
    };
    const admins = () => adminsOf(settings);
    const inbound = createInbound({
      ...rest,
      intake,
      territory,
      standingOf: createStandingOf({ ...rest, territory, admins, logger }),
      anyAdmin: () => ({ admin: true, groups: admins().groups }),
      clock,
      logger,
      sayHere: async (thread, activity) => {
        await connector.send(await this.referenceOf(thread), conversationIdOf(thread), activity);
      },
      sayInPerson: (near, person, activity) => this.whispers.post(near, person, activity),
      replace: async ({ conversation, serviceUrl, recipient }, id, by) => {
        const thread = { platform: this.platform, workspace: territory.tenant, ...placeOf(conversation.id) };
        const known = await this.referenceOf(thread);
        const bot = recipient ? { id: recipient.id, name: recipient.name ?? '' } : known.bot;
        await connector.update({ ...known, serviceUrl, bot }, conversation.id, id, by);
      },
    });
    const { issuer } = endpointsOf(settings);
    const take = authenticate({ ...rest, identity, issuer, logger }, inbound);
    const { host, port, path } = settings;
    this.#listening = await listen({ host, port, path, clock, logger, take });
    logger.info({ url: this.#listening.url, local: identity.kind === 'local' }, 'Teams is listened to');
  }

  async stop(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    this.#typing.stop();
    await listening?.close();
    await this.#own.received.stop();
  }

  /** Where Teams is to post to, once started; else empty. */
  url(): string {
    return this.#listening?.url ?? '';
  }

  typing(thread: ThreadRef, on: boolean): Promise<void> {
    return this.#typing.show(thread, on);
  }

  async check(): Promise<Finding[]> {
    const { settings, tokens } = this.#own;
    const findings = await checkChannel(settings, tokens, this.#listening?.url);
    return [...findings, ...(await checkOwners(this.#own))];
  }

  /** Erases the files that somebody sent, and those that they were offered. */
  async forget(person: { workspace: string; id: string }, upTo: string): Promise<void> {
    const { received, offered, references } = this.#own;
    const last = Date.parse(upTo);
    await received.forgetPerson(person, last);
    const chat = await references.personalWith(person.id);
    if (chat !== undefined) await offered.forgetChat(chat, last);
  }

  async #showTyping(thread: ThreadRef): Promise<void> {
    try {
      const reference = await this.referenceOf(thread);
      await this.#own.connector.send(reference, conversationIdOf(thread), { type: 'typing' });
    } catch (error) {
      this.#own.logger.debug({ error: messageOf(error) }, 'Teams did not show the sign of typing');
    }
  }
}

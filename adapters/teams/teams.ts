import type { AdapterStorage } from '../../src/channels/adapter.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { TeamsChannel } from './channel.ts';
import { TeamsCloudAdapter } from './connector/cloud-adapter.ts';
import { Connector } from './connector/connector.ts';
import { trustedHosts } from './connector/service-hosts.ts';
import { createTokens } from './connector/tokens.ts';
import { OfferedFiles } from './files/offered-files.ts';
import { ReceivedFiles } from './files/received-files.ts';
import { TeamMembers } from './graph/members.ts';
import { TeamOwners } from './graph/team-owners.ts';
import { KeptBytes } from './records/kept-bytes.ts';
import { References } from './records/references.ts';
import { SentPosts } from './records/sent-posts.ts';
import { endpointsOf, identityOf, type TeamsSettings } from './settings.ts';

export type { OwnersAsAdmins, TeamsSettings } from './settings.ts';

/** Where a conversation is reached of which nothing is known. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages */
const GLOBAL_SERVICE = 'https://smba.trafficmanager.net/teams/';

/**
 * Microsoft Teams as a channel for customers. Nothing listens before the channel is started. Throws
 * `adapter.credentials` or `config.invalid` where it would not be safe to start.
 */
export function createTeams(
  settings: TeamsSettings,
  given: { logger: Logger; clock: Clock; storage: AdapterStorage },
): { channel: TeamsChannel } {
  const { clock, storage } = given;
  const logger = given.logger.child({ adapter: 'teams' });
  const identity = identityOf(settings);
  const endpoints = endpointsOf(settings);
  const { connector: tokens, graph: graphTokens } = createTokens(identity, endpoints);
  const adapter = new TeamsCloudAdapter(identity, endpoints);
  const hosts = trustedHosts({ own: endpoints.services, local: identity.kind === 'local' });
  const appId = identity.kind === 'app' ? identity.appId : '';
  const tenant = identity.kind === 'app' ? identity.tenantId : undefined;
  const members = new TeamMembers({ graph: endpoints.graph, tokens: graphTokens, tenant });
  const bytes = new KeptBytes(storage);
  const channel = new TeamsChannel({
    settings,
    identity,
    adapter,
    hosts,
    tokens,
    members,
    owners: new TeamOwners({ members, clock, logger }),
    clock,
    logger,
    connector: new Connector({ tokens, hosts, clock }),
    references: new References(storage),
    sent: new SentPosts(storage, clock),
    received: new ReceivedFiles({ storage, bytes, tokens, hosts, clock, logger }),
    offered: new OfferedFiles({ storage, bytes, hosts, clock }),
    tenant,
    unknown: { serviceUrl: endpoints.services[0] ?? GLOBAL_SERVICE, bot: { id: `28:${appId}`, name: '' } },
  });
  return { channel };
}

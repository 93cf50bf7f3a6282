import { X509Certificate } from 'node:crypto';
import { BatonError } from '../../src/platform/errors.ts';
import type { Live } from '../../src/platform/live.ts';
import { GLOBAL_GRAPH } from './graph/clouds.ts';

/** What the Teams adapter is told. Nothing is read from the environment. */
export interface TeamsSettings {
  /** The bot's application (client) id in Microsoft Entra. */
  appId?: string;
  /** The tenant that the bot belongs to; only its people are served. */
  tenantId?: string;
  /** The value of a client secret; or use a certificate. */
  secret?: string;
  /** The bot's certificate and its private key, both PEM. */
  certificate?: { pem: string; privateKey: string };
  /** The address and port to listen on; port 0 takes any free one. */
  host: string;
  port: number;
  /** The path of the messaging endpoint, such as `/api/messages`. */
  path: string;
  /** Channels in which every new message opens a conversation, by id (`19:…@thread.tacv2`). */
  supportChannels: string[];
  /** Works without an app id, and believes whoever reaches it: on loopback alone, to try things out. */
  local: boolean;
  /** What makes somebody an admin who owns a team; nobody is listed where it is left out. */
  admins?: Live<OwnersAsAdmins>;
  /** Where Microsoft's services are reached; other addresses than Microsoft's own are for tests. */
  endpoints?: Partial<Endpoints>;
}

/** Which teams make their owners admins. */
export interface OwnersAsAdmins {
  /** Whether a team does in which one of the support channels is. */
  ofSupportTeams: boolean;
  /** Ids of groups in Entra, some of which are teams, whose owners are admins everywhere; ids of other things are passed over. */
  groups: readonly string[];
}

/** Where Microsoft's services are reached. */
export interface Endpoints {
  /** Where the bot gets its tokens. */
  login: string;
  /** Microsoft Graph, without the version and without a slash at its end. */
  graph: string;
  /** Says with which keys Teams signs what it sends. */
  openIdMetadata: string;
  /** Who issues the tokens that Teams sends. */
  issuer: string;
  /** Origins of Bot Connector services, and of file stores, besides Microsoft's own. */
  services: readonly string[];
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const MICROSOFT: Endpoints = {
  login: 'https://login.microsoftonline.com',
  graph: GLOBAL_GRAPH,
  openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
  services: [],
};

/** Who the bot is; `local` where nobody proves to be anybody. */
export type Identity =
  | { kind: 'local' }
  | { kind: 'app'; appId: string; tenantId: string; proof: { secret: string } | Certificate };

export interface Certificate {
  pem: string;
  privateKey: string;
}

/** Where the services are that these settings mean. */
export function endpointsOf({ endpoints }: TeamsSettings): Endpoints {
  return { ...MICROSOFT, ...endpoints };
}

/** Which teams make their owners admins now. */
export function adminsOf({ admins }: TeamsSettings): OwnersAsAdmins {
  return admins?.() ?? { ofSupportTeams: true, groups: [] };
}

/** Whether only this machine can connect to an address. */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** Who the bot is to be. Throws `config.invalid` or `adapter.credentials` where that is not safe to start with. */
export function identityOf(settings: TeamsSettings): Identity {
  const { appId, tenantId, secret, certificate, local, host } = settings;
  if (!appId) {
    if (!local) {
      throw new BatonError(
        'adapter.credentials',
        'Teams has no app id; without one, anybody could pretend to be Teams',
        {
          mend: 'Set TEAMS_APP_ID (see docs/teams.md); or, to try things out on this machine, set teams.local to on.',
        },
      );
    }
    if (!isLoopback(host)) {
      throw new BatonError(
        'config.invalid',
        `Teams without an app id would be open to everyone who can reach ${host}`,
        {
          mend: 'Set teams.host to 127.0.0.1, or set TEAMS_APP_ID and switch teams.local off.',
        },
      );
    }
    return { kind: 'local' };
  }
  if (!tenantId) {
    throw new BatonError(
      'adapter.credentials',
      'Teams has no tenant id, and the bot serves one tenant alone',
      {
        mend: 'Set TEAMS_TENANT_ID to the directory (tenant) id that the app registration’s overview shows.',
      },
    );
  }
  if (certificate) return { kind: 'app', appId, tenantId, proof: checked(certificate) };
  if (secret) return { kind: 'app', appId, tenantId, proof: { secret } };
  throw new BatonError(
    'adapter.credentials',
    'Teams has neither a secret nor a certificate to prove the bot by',
    {
      mend: 'Set TEAMS_APP_SECRET, or TEAMS_CERTIFICATE_FILE and TEAMS_PRIVATE_KEY_FILE.',
    },
  );
}

function checked(certificate: Certificate): Certificate {
  try {
    new X509Certificate(certificate.pem);
    if (!certificate.privateKey.includes('PRIVATE KEY-----'))
      throw new Error('the key is no PEM private key');
    return certificate;
  } catch (cause) {
    throw new BatonError('adapter.credentials', 'The certificate of the Teams bot or its key is no PEM', {
      mend: 'Give both as PEM: -----BEGIN CERTIFICATE----- and -----BEGIN PRIVATE KEY-----.',
      cause,
    });
  }
}

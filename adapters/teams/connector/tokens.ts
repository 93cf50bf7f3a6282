import { X509Certificate } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type Configuration,
  LogLevel,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { BatonError, messageOf } from '../../../src/platform/errors.ts';
import { graphScope } from '../graph/clouds.ts';
import type { Endpoints, Identity } from '../settings.ts';

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector */
const CONNECTOR = 'https://api.botframework.com/.default';
/** A valid address for the library, which takes https alone; requests go to where the settings say. */
const LOGIN = 'https://login.microsoftonline.com';
const REQUEST_TIMEOUT_MS = 10_000;

const SECRET =
  'Check TEAMS_APP_SECRET: copy the value of a secret, not its id, that has not expired (Certificates & secrets).';
/**
 * What Microsoft Entra says of the bot's own credentials, and what to do about it.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const MENDS: readonly [said: RegExp, mend: string][] = [
  [
    /AADSTS(90002|900023)\b/,
    'Check TEAMS_TENANT_ID: the App Tenant ID of the bot’s Configuration in the Azure portal.',
  ],
  [
    /AADSTS(700016|7000229)\b/,
    'Check TEAMS_APP_ID, and that the app is registered in the tenant of TEAMS_TENANT_ID.',
  ],
  [/AADSTS(7000215|7000222)\b/, SECRET],
  [
    /AADSTS700027\b/,
    'Upload the certificate of TEAMS_CERTIFICATE_FILE to the app (Certificates & secrets), and give its own key by TEAMS_PRIVATE_KEY_FILE.',
  ],
  [
    /invalid_client|unauthorized_client|invalid_resource|invalid_request|AADSTS70002\b/,
    'Check TEAMS_APP_ID, TEAMS_TENANT_ID and TEAMS_APP_SECRET (the value of a secret that has not expired) or the certificate.',
  ],
];

/** Where the bot's own token for one service of Microsoft's comes from. */
export interface Tokens {
  /** A token that is still good; undefined in local play. Throws `delivery.permanent` or `delivery.retryable`. */
  get(): Promise<string | undefined>;
}

type Network = NonNullable<NonNullable<Configuration['system']>['networkClient']>;

/**
 * Tokens by client credentials of the bot's own tenant: for what it asks of Teams, and for what it asks of Microsoft Graph.
 * A token for the one is refused by the other.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function createTokens(
  identity: Identity,
  { login, graph }: Endpoints,
): { connector: Tokens; graph: Tokens } {
  if (identity.kind === 'local') {
    const none: Tokens = { get: async () => undefined };
    return { connector: none, graph: none };
  }
  const { appId, tenantId, proof } = identity;
  const authority = `${LOGIN}/${tenantId}`;
  const auth: NodeAuthOptions = {
    clientId: appId,
    authority,
    knownAuthorities: [new URL(LOGIN).hostname],
    // What the library would otherwise look up with two more requests; the same for every tenant.
    authorityMetadata: JSON.stringify({
      issuer: `${authority}/v2.0`,
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
    }),
    ...('secret' in proof ? { clientSecret: proof.secret } : { clientCertificate: certificateOf(proof) }),
  };
  const loggerOptions = { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error };
  const client = new ConfidentialClientApplication({
    auth,
    system: { networkClient: networkTo(login), loggerOptions },
  });
  const tokensFor = (scope: string): Tokens => ({
    async get() {
      try {
        const found = await client.acquireTokenByClientCredential({ scopes: [scope] });
        if (!found?.accessToken) throw new Error('no token was given');
        return found.accessToken;
      } catch (cause) {
        throw failure(cause);
      }
    },
  });
  return { connector: tokensFor(CONNECTOR), graph: tokensFor(graphScope(graph)) };
}

function certificateOf({ pem, privateKey }: { pem: string; privateKey: string }) {
  const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
  return { thumbprintSha256, privateKey, x5c: pem };
}

function networkTo(login: string): Network {
  const ask = async (
    method: string,
    url: string,
    { headers, body }: { headers?: Record<string, string>; body?: string } = {},
  ) => {
    const response = await fetch(url.replace(LOGIN, login), {
      method,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      redirect: 'error',
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body }),
    });
    const answer: unknown = await response
      .json()
      .catch(() => ({ error: 'no_json', error_description: `status ${response.status}` }));
    return { headers: Object.fromEntries(response.headers), body: answer as never, status: response.status };
  };
  return {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options),
  };
}

function failure(cause: unknown): BatonError {
  const words = messageOf(cause);
  // The library puts the sentence that matters between numbers of the request.
  const said = /Description: (AADSTS\d+: .*?)(?: - Correlation ID| Trace ID)/s.exec(words)?.[1] ?? words;
  const message = `Microsoft gives the bot no token: ${said.slice(0, 300)}`;
  const mend = MENDS.find(([code]) => code.test(words))?.[1];
  if (mend === undefined) return new BatonError('delivery.retryable', message, { cause });
  return new BatonError('delivery.permanent', message, { mend, cause });
}

import type { TrustedHosts } from '../connector/service-hosts.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import type { Identity } from '../settings.ts';

/** Why a request is refused, and with which status. */
export interface Refusal {
  status: 401 | 403;
  why: string;
}

const CHANNEL = 'msteams';

/**
 * Looks at a token before the SDK does, without trusting it: it only refuses. The SDK also takes tokens of other kinds
 * than those of Teams (emulator, skill, Direct Line extension), for which it does not compare the service address, and
 * remembers every tenant that a token names; none of that must be reached from outside.
 */
export function tokenRefusal(authorization: string, issuer: string): Refusal | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization)?.[1];
  if (payload === undefined) return { status: 401, why: 'no bearer token' };
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return { status: 401, why: 'the token is malformed' };
  }
  if (typeof claims !== 'object' || claims === null) return { status: 401, why: 'the token is malformed' };
  if (!('iss' in claims) || claims.iss !== issuer)
    return { status: 401, why: 'the token is of another issuer' };
  return 'tid' in claims ? { status: 401, why: 'the token is not one of Teams' } : undefined;
}

/**
 * Whether an activity may come from where it says. Its service address decides where the bot posts with its own token,
 * so it must be Microsoft's, whoever signed the activity.
 */
export function activityRefusal(activity: TeamsActivity, hosts: TrustedHosts): Refusal | undefined {
  if (activity.channelId !== CHANNEL) return { status: 403, why: 'it is not from Teams' };
  if (!hosts.isService(activity.serviceUrl))
    return { status: 403, why: 'its service address is not Microsoft’s' };
  return undefined;
}

/** Whether an activity is of the one tenant that is served. */
export function tenantRefusal(activity: TeamsActivity, identity: Identity): Refusal | undefined {
  if (identity.kind === 'local' || tenantOf(activity) === identity.tenantId) return undefined;
  return { status: 403, why: 'it is of another tenant' };
}

import type { Activity } from 'botbuilder';
import { messageOf } from '../../../src/platform/errors.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { TeamsCloudAdapter } from '../connector/cloud-adapter.ts';
import type { TrustedHosts } from '../connector/service-hosts.ts';
import { readActivity, type TeamsActivity } from '../inbound/activity.ts';
import type { Identity } from '../settings.ts';
import { type Answer, problem } from './answer.ts';
import { activityRefusal, type Refusal, tenantRefusal, tokenRefusal } from './gate.ts';

interface Deps {
  adapter: TeamsCloudAdapter;
  identity: Identity;
  issuer: string;
  hosts: TrustedHosts;
  logger: Logger;
}

/** Errors with which the SDK says that a token is not good, rather than that it could not look. */
const NOT_GOOD = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/**
 * Takes what was posted to the messaging endpoint: whatever is not from Teams, for this bot and its tenant is refused,
 * and logged; the rest is given to `handle`, which answers it. Rejects only where `handle` does.
 */
export function authenticate(deps: Deps, handle: (activity: TeamsActivity) => Promise<Answer>) {
  const { adapter, identity, issuer, hosts, logger } = deps;

  function refuse({ status, why }: Refusal, activity?: TeamsActivity): Answer {
    logger.warn(
      { status, why, type: activity?.type },
      'A request to the messaging endpoint of Teams was refused',
    );
    return problem(status, status === 401 ? 'Unauthorized' : 'Forbidden');
  }

  return async (authorization: string, body: unknown): Promise<Answer> => {
    const early = identity.kind === 'app' ? tokenRefusal(authorization, issuer) : undefined;
    if (early) return refuse(early);
    const read = readActivity(body);
    if ('problem' in read) {
      logger.warn({ problem: read.problem }, 'A malformed activity was refused');
      return problem(400, read.problem);
    }
    const { activity } = read;
    const foreign = activityRefusal(activity, hosts);
    if (foreign) return refuse(foreign, activity);
    let answer: Answer | undefined;
    let failure: { error: unknown } | undefined;
    try {
      // The SDK asks for the token of the request; what it is given to answer is not used.
      await adapter.take(authorization, body as Activity, async () => {
        const stranger = tenantRefusal(activity, identity);
        if (stranger) answer = refuse(stranger, activity);
        else
          answer = await handle(activity).catch((error: unknown) => {
            failure = { error };
            return problem(503, 'Not accepted; send it again');
          });
      });
    } catch (error) {
      if (isNotGood(error)) return refuse({ status: 401, why: messageOf(error) }, activity);
      logger.error(
        { error: messageOf(error) },
        'A token of Teams could not be checked; it will be sent again',
      );
      return problem(503, 'The token could not be checked; send it again');
    }
    if (failure) throw failure.error;
    return answer ?? problem(503, 'Not accepted; send it again');
  };
}

function isNotGood(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return NOT_GOOD.has(error.name) || ('statusCode' in error && error.statusCode === 401);
}

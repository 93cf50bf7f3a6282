import { listOf, type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';

/** For whom payloads must be. */
export interface Addressee {
  team: string;
  /** Undefined where Slack does not tell: then only the signature and the workspace are looked at. */
  app: string | undefined;
}

/**
 * Why a payload is not for us or not well formed; undefined where it may pass. It holds before anything else reads the
 * payload, the SDK included, which trusts its shape.
 */
export function refusalOf(body: unknown, { team, app }: Addressee): string | undefined {
  const payload = shapeOf(body);
  if (payload !== body) return 'not an object';
  const from = textOf(payload['api_app_id']);
  if (app !== undefined && from !== '' && from !== app) return 'for another app';
  if (typeof payload['command'] === 'string')
    return payload['team_id'] === team ? undefined : 'from another workspace';
  if (payload['type'] === 'event_callback') return eventRefusal(payload, team);
  if (shapeOf(payload['user'])['id'] === undefined) return 'of an unknown kind';
  return fromTeam(payload, team) ? interactionRefusal(payload) : 'from another workspace';
}

function eventRefusal(payload: Shape, team: string): string | undefined {
  if (textOf(shapeOf(payload['event'])['type']) === '') return 'an event without a type';
  // In a shared channel, the workspace of the event may be the other side's.
  const teams = listOf(payload['authorizations']).map((each) => shapeOf(each)['team_id']);
  return payload['team_id'] === team || teams.includes(team) ? undefined : 'from another workspace';
}

/** In a shared channel the person may be of another workspace; the message that they press and the modal are ours. */
function fromTeam(payload: Shape, team: string): boolean {
  const ours = [
    shapeOf(payload['team'])['id'],
    shapeOf(payload['message'])['team'],
    shapeOf(payload['view'])['app_installed_team_id'],
  ];
  return ours.includes(team);
}

function interactionRefusal(payload: Shape): string | undefined {
  const { type, view } = payload;
  if (type === 'view_submission' || type === 'view_closed')
    return shapeOf(view) === view ? undefined : 'a view of an unknown shape';
  if (type !== 'block_actions') return undefined;
  const actions = listOf(payload['actions']);
  return actions.length > 0 && actions.every((each) => shapeOf(each) === each)
    ? undefined
    : 'a press without an action';
}

import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import type { TeamsActivity } from './activity.ts';

/** The id of the group in Entra that the team is which an activity names; undefined where it names none. */
export function groupOf({ channelData }: TeamsActivity): string | undefined {
  return textOf(shapeOf(channelData?.['team'])['aadGroupId']) || undefined;
}

/**
 * The id of the team that a channel belongs to, as an activity in it tells; `null` for a channel that is shared among teams,
 * where the team that is named need not be the one that the channel is hosted by. A private channel belongs to its team.
 * https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
 */
export function hostOf(activity: TeamsActivity): string | null | undefined {
  const shared = textOf(shapeOf(activity.channelData?.['channel'])['type']).toLowerCase() === 'shared';
  return shared ? null : groupOf(activity);
}

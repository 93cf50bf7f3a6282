import { shapeOf, textOf } from '../../../src/platform/shape.ts';
import { placeOf } from '../places.ts';
import type { TeamsActivity } from './activity.ts';

/** The id of the group in Entra that the team is which an activity names; undefined where it names none. */
export function groupOf({ channelData }: TeamsActivity): string | undefined {
  return textOf(shapeOf(channelData?.['team'])['aadGroupId']) || undefined;
}

/** The team that a channel belongs to. */
export interface Host {
  /** The channel that is spoken of; in an event it may be another than the one that the event came by. */
  channel: string;
  /** The id of the team; `null` for a channel that is shared among teams, where any of them may be named. */
  team: string | null;
  /** Whether it was told what kind of channel it is. */
  kindTold: boolean;
}

/**
 * The team that a channel belongs to, as an activity in it tells; undefined where it tells of none. A private channel belongs
 * to its team. https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels
 */
export function hostOf(activity: TeamsActivity): Host | undefined {
  const { id, type } = shapeOf(activity.channelData?.['channel']);
  const { channel: here } = placeOf(activity.conversation.id);
  if (textOf(type).toLowerCase() === 'shared')
    return { channel: textOf(id) || here, team: null, kindTold: true };
  const team = groupOf(activity);
  return team === undefined ? undefined : { channel: here, team, kindTold: textOf(type) !== '' };
}

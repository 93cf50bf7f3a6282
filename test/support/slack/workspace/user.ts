/** A person or a bot of the workspace. */
export interface FakeUser {
  id: string;
  /** Short name, as in `@name`. */
  name: string;
  realName: string;
  displayName: string;
  avatar: string;
  email: string;
  isBot: boolean;
  /** Of a bot: the id that its messages carry. */
  botId?: string;
  appId?: string;
  locale: string;
  tz: string;
  deleted: boolean;
  /** Of somebody from another workspace, in a channel shared with it. */
  teamId?: string;
  /** As `users.getPresence` tells it. */
  presence: 'active' | 'away';
}

/** A user as `users.info` and `users.list` show it; the email only with its own scope. */
export function userObject(user: FakeUser, ownTeam: string, withEmail: boolean): Record<string, unknown> {
  const teamId = user.teamId ?? ownTeam;
  const sizes = [24, 32, 48, 72, 192, 512].map((size) => [`image_${size}`, user.avatar]);
  return {
    id: user.id,
    team_id: teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.displayName,
      display_name_normalized: user.displayName,
      team: teamId,
      ...Object.fromEntries(sizes),
      ...(user.botId && { bot_id: user.botId, api_app_id: user.appId }),
      ...(withEmail && !user.isBot && { email: user.email }),
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 0,
  };
}

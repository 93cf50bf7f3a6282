import { page } from '../../rules/paging.ts';
import { userObject } from '../../workspace/user.ts';
import type { Args } from '../args.ts';
import type { Answer, Backend, Methods } from '../backend.ts';
import { Refusal } from '../refusal.ts';

/** Who is who. https://docs.slack.dev/reference/methods?family=users */
export const peopleMethods: Methods = {
  'auth.test': { tier: 'special', token: 'any', run: authTest },
  'users.info': { tier: 'tier4', scope: 'users:read', run: userInfo },
  'users.getPresence': { tier: 'tier3', scope: 'users:read', run: userPresence },
  'users.list': { tier: 'tier2', scope: 'users:read', run: userList },
  'bots.info': { tier: 'tier3', scope: 'users:read', run: botInfo },
  'team.info': { tier: 'tier3', scope: 'team:read', run: teamInfo },
};

function authTest({ workspace }: Backend): Answer {
  const { team, bot } = workspace;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.id,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}

function userInfo(backend: Backend, args: Args): Answer {
  const user = backend.workspace.users.get(args.string('user') ?? '');
  if (!user) throw new Refusal('user_not_found');
  const shown = userObject(user, backend.workspace.team.id, backend.scopes.has('users:read.email'));
  return { user: args.flag('include_locale') ? { ...shown, locale: user.locale } : shown };
}

/** https://docs.slack.dev/reference/methods/users.getPresence */
function userPresence({ workspace }: Backend, args: Args): Answer {
  const user = workspace.users.get(args.string('user') ?? workspace.bot.id);
  if (!user) throw new Refusal('user_not_found');
  return { presence: user.presence };
}

function userList(backend: Backend, args: Args): Answer {
  const { items, more } = page([...backend.workspace.users.values()], args, 1000, 1000);
  const { id } = backend.workspace.team;
  const withEmail = backend.scopes.has('users:read.email');
  return { members: items.map((user) => userObject(user, id, withEmail)), ...more };
}

function botInfo({ workspace }: Backend, args: Args): Answer {
  const id = args.string('bot') ?? workspace.bot.botId;
  const user = [...workspace.users.values()].find((each) => each.botId === id);
  if (!user) throw new Refusal('bot_not_found');
  const icons = { image_36: user.avatar, image_48: user.avatar, image_72: user.avatar };
  return {
    bot: { id, app_id: user.appId, user_id: user.id, name: user.realName, icons, deleted: false, updated: 0 },
  };
}

function teamInfo({ workspace }: Backend): Answer {
  const { id, name, domain } = workspace.team;
  return { team: { id, name, domain, email_domain: '', icon: {} } };
}

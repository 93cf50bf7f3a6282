import type { AgentDesk, Finding, Marking } from '../../src/channels/adapter.ts';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { checkDesk } from './doctor/check-desk.ts';
import { MARKS_SCOPE, markMessage } from './marks.ts';
import type { SlackSettings } from './settings.ts';
import { SlackSurface, type SurfaceDeps } from './surface.ts';
import type { Directory } from './workspace/directory.ts';

/** Members whose names are looked up; a desk is a team, not a crowd. */
const MOST_MEMBERS = 200;

/** Agents on Slack: a private channel, with a card and its thread for each escalation. */
export class SlackDesk extends SlackSurface implements AgentDesk {
  readonly spellsMarks = false;
  readonly #settings: SlackSettings;
  readonly #directory: Directory;

  constructor(deps: SurfaceDeps & { settings: SlackSettings; directory: Directory }) {
    super(deps);
    this.#settings = deps.settings;
    this.#directory = deps.directory;
  }

  get channel(): ThreadRef {
    const { identity, territory } = this.deps.session();
    if (territory.desk === undefined) throw noDesk();
    return { platform: this.platform, workspace: identity.team, channel: territory.desk, thread: null };
  }

  async isMember(personId: string): Promise<boolean> {
    const { deskMembers } = this.deps.session();
    if (!deskMembers) throw noDesk();
    return deskMembers.has(personId);
  }

  async members(): Promise<{ id: string; name: string }[]> {
    const { deskMembers, territory } = this.deps.session();
    if (!deskMembers) throw noDesk();
    const people = (await deskMembers.all()).filter((id) => id !== territory.botUser).slice(0, MOST_MEMBERS);
    return Promise.all(people.map((id) => this.#directory.person(id)));
  }

  async mark(post: PostRef, marking: Marking): Promise<void> {
    const { scopes } = this.deps.session().identity;
    if (scopes.has(MARKS_SCOPE)) await markMessage(this.deps.api, post, marking);
  }

  /** https://docs.slack.dev/reference/methods/users.getPresence */
  async present(personIds: readonly string[]): Promise<ReadonlySet<string>> {
    const shown = await Promise.all(
      personIds.map(async (user) => (await this.deps.api.call('users.getPresence', { user }))['presence']),
    );
    return new Set(personIds.filter((_, index) => shown[index] !== 'away'));
  }

  checkDesk(): Promise<Finding[]> {
    return checkDesk(this.deps.api, this.#settings.deskChannel);
  }
}

function noDesk(): BatonError {
  return new BatonError('config.invalid', 'There is no desk channel on Slack (slack.desk_channel is empty)', {
    mend: 'Set slack.desk_channel to the private channel where agents work.',
  });
}

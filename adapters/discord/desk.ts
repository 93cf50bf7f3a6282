import type { AgentDesk, Finding, Marking } from '../../src/channels/adapter.ts';
import type { PostRef, ThreadRef } from '../../src/channels/refs.ts';
import { BatonError } from '../../src/platform/errors.ts';
import { checkDesk } from './doctor/check-desk.ts';
import { markMessage } from './marks.ts';
import type { DiscordSettings } from './settings.ts';
import { DiscordSurface, type SurfaceDeps } from './surface.ts';

/** Agents on Discord: a private channel, with a card and its thread for each escalation. */
export class DiscordDesk extends DiscordSurface implements AgentDesk {
  readonly spellsMarks = false;
  readonly #settings: DiscordSettings;

  constructor(deps: SurfaceDeps & { settings: DiscordSettings }) {
    super(deps);
    this.#settings = deps.settings;
  }

  get channel(): ThreadRef {
    const { desk } = this.deps.session().territory;
    if (!desk) throw noDesk();
    return { platform: this.platform, workspace: desk.guild, channel: desk.channel, thread: null };
  }

  async isMember(personId: string): Promise<boolean> {
    const { deskMembers } = this.deps.session();
    if (!deskMembers) throw noDesk();
    return deskMembers.has(personId);
  }

  async mark(post: PostRef, marking: Marking): Promise<void> {
    this.deps.session();
    await markMessage(this.deps.api, post, marking);
  }

  checkDesk(): Promise<Finding[]> {
    return checkDesk(this.deps.api, this.#settings);
  }
}

function noDesk(): BatonError {
  return new BatonError(
    'config.invalid',
    'There is no desk channel on Discord (discord.desk_channel is empty)',
    {
      mend: 'Set discord.desk_channel to the private channel where agents work.',
    },
  );
}

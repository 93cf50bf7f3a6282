import type { Person } from '../../../src/channels/refs.ts';
import { personOf } from '../inbound/read-message.ts';
import { DIRECT_WORKSPACE } from '../server/direct-workspace.ts';
import { isoOf } from '../server/snowflake.ts';
import type { Interaction } from './read-interaction.ts';

/** What every event that comes of an interaction carries. `letter`: what kind it is. */
export function envelopeOf({ id, workspace }: Interaction, letter: string) {
  return { id: `${letter}:${id}`, platform: 'discord', workspace, at: isoOf(id) ?? '' };
}

/** Whoever made an interaction. */
export function authorOf({ user, member, workspace }: Interaction): Person {
  return personOf(user, member, workspace === DIRECT_WORKSPACE ? '' : workspace);
}

/** The workspace of direct messages, which belong to no server; what Discord's own addresses say in its place. */
export const DIRECT_WORKSPACE = '@me';

/** Where a person with access opens a message. */
export function permalink(workspace: string, channel: string, message: string): string {
  return `https://discord.com/channels/${workspace}/${channel}/${message}`;
}

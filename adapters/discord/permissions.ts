/** A permission of the bot, and what it is for. */
export interface Permission {
  name: string;
  bit: bigint;
  why: string;
  /** Only at the desk, or only for customers; absent: at both. */
  only?: 'desk' | 'support';
  /** Baton works without it, with less. */
  optional?: boolean;
}

export const VIEW_CHANNEL = 1n << 10n;
export const ADMINISTRATOR = 1n << 3n;
/** Asked for when a desk is made, and never by the invitation: it would let the bot delete channels too. */
export const MANAGE_CHANNELS = 1n << 4n;
export const MANAGE_GUILD = 1n << 5n;

/** https://docs.discord.com/developers/topics/permissions — `baton doctor` looks for these in each channel. */
export const PERMISSIONS: readonly Permission[] = [
  { name: 'View Channel', bit: VIEW_CHANNEL, why: 'to see the channel and hear what is said in it' },
  { name: 'Send Messages', bit: 1n << 11n, why: 'to post cards, and answers where no thread can be opened' },
  { name: 'Create Public Threads', bit: 1n << 35n, why: 'to answer each question in a thread of its own' },
  { name: 'Send Messages in Threads', bit: 1n << 38n, why: 'to answer in threads and forum posts' },
  { name: 'Read Message History', bit: 1n << 16n, why: 'to find what was written while Baton was away' },
  { name: 'Embed Links', bit: 1n << 14n, why: 'to show cards', only: 'desk' },
  {
    name: 'Add Reactions',
    bit: 1n << 6n,
    why: 'to show at an agent’s message whether it was sent to the customer',
    only: 'desk',
    optional: true,
  },
  { name: 'Attach Files', bit: 1n << 15n, why: 'to pass on files', optional: true },
  {
    name: 'Manage Webhooks',
    bit: 1n << 29n,
    why: "to show an agent's answer under the agent's name and picture",
    optional: true,
  },
];

/** All that the bot asks for when it is invited. */
export const INVITE_BITS = PERMISSIONS.reduce((bits, { bit }) => bits | bit, 0n);

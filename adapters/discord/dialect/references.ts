/** What is looked up while Discord Markdown is read. All of it is known beforehand, so that reading stays a pure function. */
export interface Names {
  /** The name of a person by their id; the id where it is not known. */
  user(id: string): string;
  role(id: string): string;
  channel(id: string): string;
  /** The bot itself, and the role that it has from being a bot, whose mentions are taken out. */
  self?: readonly string[];
}

/** Everything that Discord writes as `<…>`. https://docs.discord.com/developers/reference#message-formatting */
const REFERENCE =
  /<(?:@!?(?<user>\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|a?:(?<emoji>\w{1,64}):\d{1,20}|t:(?<time>-?\d{1,13})(?::(?<style>[A-Za-z]))?|\/(?<command>[^:<>\n]{1,100}):\d{1,20}|id:(?<page>[a-z-]{1,32})(?::\d{1,20})?)>/g;

/** Discord's references as words: `@Name`, `#channel`, `:emoji:`, `/command` and a time that can be read. */
export function readReferences(text: string, names: Names): string {
  if (!text.includes('<')) return text;
  return text.replace(REFERENCE, (all: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Partial<Record<string, string>>;
    const { user, role, channel, emoji, time, style, command, page } = found;
    if (user) return `@${names.user(user)}`;
    if (role) return `@${names.role(role)}`;
    if (channel) return `#${names.channel(channel)}`;
    if (emoji) return `:${emoji}:`;
    if (time) return readTime(Number(time), style) ?? all;
    if (command) return `/${command}`;
    return page ? `#${page}` : all;
  });
}

/** Discord shows a time in the reader's own zone; in words it can only be told in one. */
function readTime(seconds: number, style: string | undefined): string | undefined {
  const time = new Date(seconds * 1000);
  if (Number.isNaN(time.getTime())) return undefined;
  const iso = time.toISOString();
  const [day, clock] = [iso.slice(0, -14), iso.slice(-13, -8)];
  if (style === 'd' || style === 'D') return day;
  return style === 't' || style === 'T' ? `${clock} UTC` : `${day} ${clock} UTC`;
}

/** The ids of one kind that a text mentions, in order of appearance. */
export function mentioned(text: string, kind: 'user' | 'role' | 'channel'): string[] {
  const found = Array.from(text.matchAll(REFERENCE), ({ groups }) => groups?.[kind]);
  return [...new Set(found.filter((id) => id !== undefined))];
}

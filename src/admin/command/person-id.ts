import { z } from 'zod';

/** The id of a person, as it is typed or as a mention gives it. */
export const personId = z
  .string()
  .transform(idOf)
  .pipe(z.string().regex(/^[^\s,]{1,100}$/u));

/** Slack writes a mention as `<@U0123|name>`, Discord as `<@0123>`. */
function idOf(typed: string): string {
  return /^<@!?([^|>\s]+)(\|[^>]*)?>$/.exec(typed)?.[1] ?? typed;
}

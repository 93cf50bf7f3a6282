/** Events modelled, each with the scopes of which the bot needs one. https://docs.slack.dev/reference/events */
const EVENT_SCOPES: Record<string, string[]> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  app_mention: ['app_mentions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_left: ['channels:read'],
  group_left: ['groups:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
};

/** The events that the app's manifest names. */
export class Subscriptions {
  readonly #names: Set<string>;
  readonly #scopes: Set<string>;

  constructor(names: string[] | undefined, scopes: Set<string>) {
    for (const name of names ?? []) {
      if (!(name in EVENT_SCOPES)) throw new Error(`The fake Slack does not model the event ${name}`);
    }
    this.#names = new Set(names ?? Object.keys(EVENT_SCOPES));
    this.#scopes = scopes;
  }

  /** Whether the app gets this event: subscribed to, and allowed by a scope. */
  has(name: string): boolean {
    const scopes = EVENT_SCOPES[name] ?? [];
    return this.#names.has(name) && (scopes.length === 0 || scopes.some((scope) => this.#scopes.has(scope)));
  }
}

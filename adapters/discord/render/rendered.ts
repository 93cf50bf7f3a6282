/** The part of a message that its content makes. https://docs.discord.com/developers/resources/message#create-message */
export interface Rendered {
  content: string;
  embeds: Embed[];
  components: ActionRow[];
  flags: number;
  allowed_mentions: { parse: never[]; users?: string[] };
}

/** https://docs.discord.com/developers/resources/message#embed-object */
export interface Embed {
  title: string;
  description: string;
  color: number;
  fields: { name: string; value: string; inline: boolean }[];
}

/** https://docs.discord.com/developers/components/reference#action-row */
export interface ActionRow {
  type: 1;
  components: ButtonComponent[];
}

/** https://docs.discord.com/developers/components/reference#button */
export interface ButtonComponent {
  type: 2;
  style: number;
  label: string;
  custom_id?: string;
  url?: string;
}

/** Nobody is notified by what customers, agents or the assistant write. */
export const NO_MENTIONS: Rendered['allowed_mentions'] = { parse: [] };
/** Nobody asked for previews of the addresses in an answer. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const SUPPRESS_EMBEDS = 1 << 2;
/** Seen by one person only. */
export const EPHEMERAL = 1 << 6;

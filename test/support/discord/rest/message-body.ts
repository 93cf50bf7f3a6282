import type { Attachment, Json, World } from '../world/world.ts';
import { invalid, Refusal } from './refusal.ts';

/** https://docs.discord.com/developers/resources/message#create-message */
const CONTENT = 2_000;
/** https://docs.discord.com/developers/reference#uploading-files */
const FILE_BYTES = 10 * 1_048_576;
const FILES = 10;
/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const EMBEDS = 10;
const EMBED_TOTAL = 6_000;
/** https://docs.discord.com/developers/components/reference */
const ROWS = 5;
const BUTTONS = 5;
const CUSTOM_ID = 100;
const LABEL = 80;
const LINK_STYLE = 5;

/** A request's JSON, and the files that came with it. */
export interface Sent {
  json: Json;
  files: Map<number, { name: string; type: string; bytes: Uint8Array }>;
}

export interface Content {
  content: string;
  embeds: Json[];
  components: Json[];
  attachments: Attachment[];
}

/** Checks what a message is to say, as Discord does. `required`: it must say something. */
export function readContent(world: World, { json, files }: Sent, required = true): Content {
  const content = json['content'] ?? '';
  if (typeof content !== 'string') throw invalid('content', 'BASE_TYPE_STRING', 'Must be a string');
  if ([...content].length > CONTENT) {
    throw invalid('content', 'BASE_TYPE_MAX_LENGTH', `Must be ${CONTENT} or fewer in length.`);
  }
  const embeds = listIn(json, 'embeds', EMBEDS);
  const total = embeds.reduce((sum, embed) => sum + checkEmbed(embed), 0);
  if (total > EMBED_TOTAL) {
    throw invalid('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBED_TOTAL}`);
  }
  const components = listIn(json, 'components', ROWS);
  checkComponents(components);
  const attachments = readFiles(world, files);
  if (required && content.trim() === '' && embeds.length === 0 && attachments.length === 0) {
    throw new Refusal(400, 50006, 'Cannot send an empty message');
  }
  return { content, embeds, components, attachments };
}

function listIn(json: Json, field: string, most: number): Json[] {
  const value = json[field] ?? [];
  if (!Array.isArray(value)) throw invalid(field, 'BASE_TYPE_LIST', 'Must be a list');
  if (value.length > most)
    throw invalid(field, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  return value as Json[];
}

/** How many characters of an embed count; throws where one of its texts is too long. */
function checkEmbed(embed: Json): number {
  const limits = { title: 256, description: 4_096 } as const;
  const fields = (embed['fields'] ?? []) as { name: string; value: string }[];
  if (fields.length > 25)
    throw invalid('embeds.0.fields', 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  for (const [field, most] of Object.entries(limits)) {
    const value = embed[field];
    if (value !== undefined && (typeof value !== 'string' || [...value].length > most)) {
      throw invalid(`embeds.0.${field}`, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
    }
  }
  for (const { name, value } of fields) {
    if (!name || !value)
      throw invalid('embeds.0.fields.0.value', 'BASE_TYPE_REQUIRED', 'This field is required');
    if ([...name].length > 256 || [...value].length > 1_024) {
      throw invalid('embeds.0.fields.0.value', 'BASE_TYPE_MAX_LENGTH', 'Must be 1024 or fewer in length.');
    }
  }
  const footer = (embed['footer'] ?? {}) as { text?: string };
  const author = (embed['author'] ?? {}) as { name?: string };
  const texts = [embed['title'], embed['description'], footer.text, author.name];
  if ([...(footer.text ?? '')].length > 2_048) {
    throw invalid('embeds.0.footer.text', 'BASE_TYPE_MAX_LENGTH', 'Must be 2048 or fewer in length.');
  }
  const own = texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? [...text].length : 0), 0);
  return own + fields.reduce((sum, { name, value }) => sum + [...name].length + [...value].length, 0);
}

function checkComponents(rows: Json[]): void {
  const ids = new Set<string>();
  for (const row of rows) {
    const buttons = (row['components'] ?? []) as Json[];
    if (row['type'] !== 1 || !Array.isArray(buttons) || buttons.length === 0 || buttons.length > BUTTONS) {
      throw invalid(
        'components.0.components',
        'BASE_TYPE_BAD_LENGTH',
        `Must be between 1 and ${BUTTONS} in length.`,
      );
    }
    for (const button of buttons) checkButton(button, ids);
  }
}

function checkButton(button: Json, ids: Set<string>): void {
  const label = button['label'];
  const hasEmoji = button['emoji'] !== undefined;
  if (button['type'] !== 2)
    throw invalid('components.0.components.0.type', 'UNION_TYPE_CHOICES', 'Unknown component');
  if (!hasEmoji && (typeof label !== 'string' || label === '')) {
    throw invalid(
      'components.0.components.0.label',
      'BUTTON_COMPONENT_REQUIRED',
      'A button needs a label or an emoji',
    );
  }
  if (typeof label === 'string' && [...label].length > LABEL) {
    throw invalid(
      'components.0.components.0.label',
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${LABEL} or fewer in length.`,
    );
  }
  if (button['style'] === LINK_STYLE) {
    if (
      typeof button['url'] !== 'string' ||
      !/^https?:\/\//.test(button['url']) ||
      button['url'].length > 512
    ) {
      throw invalid('components.0.components.0.url', 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    }
    return;
  }
  const id = button['custom_id'];
  if (typeof id !== 'string' || id.length < 1 || id.length > CUSTOM_ID) {
    throw invalid(
      'components.0.components.0.custom_id',
      'BASE_TYPE_BAD_LENGTH',
      'Must be between 1 and 100 in length.',
    );
  }
  if (ids.has(id)) {
    throw invalid(
      'components.0.components.0.custom_id',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    );
  }
  ids.add(id);
}

function readFiles(world: World, files: Sent['files']): Attachment[] {
  if (files.size > FILES)
    throw new Refusal(400, 30015, 'Maximum number of attachments in a message reached (10)');
  return [...files.values()].map(({ name, type, bytes }) => {
    if (bytes.byteLength > FILE_BYTES) throw new Refusal(413, 40005, 'Request entity too large');
    return {
      id: world.ids.next(),
      filename: name.replace(/[^\w.-]/g, '_'),
      content_type: type,
      content: bytes,
    };
  });
}

/** Whom a message really pings. https://docs.discord.com/developers/resources/message#allowed-mentions-object */
export function pingedBy(content: string, allowed: unknown, mayAll: boolean): string[] {
  const given = allowed as { parse?: string[]; users?: string[]; roles?: string[] } | undefined;
  const parse = given ? (given.parse ?? []) : ['users', 'roles', 'everyone'];
  const all =
    parse.includes('everyone') && mayAll
      ? Array.from(content.matchAll(/@(everyone|here)/g), ([, who]) => who ?? '')
      : [];
  const ids = (pattern: RegExp, kind: 'users' | 'roles') =>
    Array.from(content.matchAll(pattern), ([, id]) => id ?? '').filter(
      (id) => parse.includes(kind) || given?.[kind]?.includes(id),
    );
  return [...all, ...ids(/<@!?(\d+)>/g, 'users'), ...ids(/<@&(\d+)>/g, 'roles')];
}

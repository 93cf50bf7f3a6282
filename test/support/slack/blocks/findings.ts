/** A part of a payload, of no known shape yet. */
export type Json = Record<string, unknown>;

/** What is wrong with a payload, in Slack's words: the complaint and a JSON pointer to the place. */
export class Findings {
  readonly list: string[] = [];

  add(complaint: string, pointer: string): void {
    this.list.push(`${complaint} [json-pointer:${pointer}]`);
  }

  /** A string within limits; absent is fine unless `required`. */
  string(from: Json, key: string, at: string, max: number, required = false): void {
    const value = from[key];
    if (value === undefined || value === null) {
      if (required) this.add(`missing required field: ${key}`, at);
      return;
    }
    if (typeof value !== 'string') this.add('must be a string', `${at}/${key}`);
    else this.length(value, `${at}/${key}`, max, required ? 1 : 0);
  }

  length(value: string, pointer: string, max: number, min = 1): void {
    if (value.length > max) this.add(`must be less than ${max + 1} characters`, pointer);
    if (value.length < min) this.add(`must be more than ${min - 1} characters`, pointer);
  }

  /** A list within limits, each item given to `check`. */
  items(from: Json, key: string, at: string, max: number, check: (item: Json, at: string) => void): void {
    const items = from[key];
    if (!Array.isArray(items)) return this.add(`missing required field: ${key}`, at);
    if (items.length === 0) this.add('no fewer than 1 items allowed', `${at}/${key}`);
    if (items.length > max) this.add(`no more than ${max} items allowed`, `${at}/${key}`);
    items.forEach((item, index) => {
      if (isObject(item)) check(item, `${at}/${key}/${index}`);
      else this.add('must be an object', `${at}/${key}/${index}`);
    });
  }

  /** A text object under a key, within limits. */
  text(
    from: Json,
    key: string,
    at: string,
    max: number,
    options: { plain?: boolean; optional?: boolean } = {},
  ): void {
    const value = from[key];
    if (value !== undefined && value !== null) this.textObject(value, `${at}/${key}`, max, options.plain);
    else if (!options.optional) this.add(`missing required field: ${key}`, at);
  }

  /** A text object within limits. */
  textObject(value: unknown, at: string, max: number, plain = false): void {
    if (!isObject(value)) return this.add('must be an object', at);
    const kinds = plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
    if (!kinds.includes(String(value.type))) this.add(`unsupported type: ${value.type}`, `${at}/type`);
    this.string(value, 'text', at, max, true);
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

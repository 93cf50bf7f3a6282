import { refusalWithMessages } from './refusal.ts';

/** Arguments that travel as JSON inside a form. */
const JSON_ARGS = ['attachments', 'blocks', 'chunks', 'files', 'loading_messages', 'metadata', 'view'];

/** The arguments of one call: strings where they came by form, anything where they came by JSON. */
export class Args {
  readonly values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.values = values;
    for (const key of JSON_ARGS) {
      if (typeof values[key] === 'string') values[key] = parsedOrSame(values[key]);
    }
  }

  /** A string; absent and empty are the same to Slack. */
  string(key: string): string | undefined {
    const value = this.values[key];
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** A string that must be there. */
  required(key: string): string {
    const value = this.string(key);
    if (value === undefined)
      throw refusalWithMessages('invalid_arguments', [`missing required field: ${key}`]);
    return value;
  }

  flag(key: string): boolean {
    return ['true', '1', 'True'].includes(this.string(key) ?? '');
  }

  /** A whole number in a range, or the default where there is none. */
  limit(key: string, usual: number, most: number): number {
    const value = this.string(key);
    if (value === undefined) return usual;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0)
      throw refusalWithMessages('invalid_limit', [`invalid ${key}`]);
    return Math.min(number === 0 ? usual : number, most);
  }

  /** A value of any shape, already parsed where it came as JSON in a form. */
  json(key: string): unknown {
    return this.values[key];
  }
}

function parsedOrSame(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

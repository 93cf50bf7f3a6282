import type { Json } from '../world/world.ts';

/** Discord's own error. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: Json | undefined;

  constructor(status: number, code: number, message: string, errors?: Json) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  body(): Json {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

export const unknownChannel = () => new Refusal(404, 10003, 'Unknown Channel');
export const unknownMessage = () => new Refusal(404, 10008, 'Unknown Message');
export const unknownWebhook = () => new Refusal(404, 10015, 'Unknown Webhook');
export const missingAccess = () => new Refusal(403, 50001, 'Missing Access');
export const missingPermissions = () => new Refusal(403, 50013, 'Missing Permissions');

/** A field that is not as it must be, such as `content`. */
export function invalid(field: string, code: string, message: string): Refusal {
  const tree = field
    .split('.')
    .toReversed()
    .reduce<Json>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
  return new Refusal(400, 50035, 'Invalid Form Body', tree);
}

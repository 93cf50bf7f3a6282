import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { messageOf } from '../../platform/errors.ts';
import { ModelError } from './model.ts';

/** What an error of the client means to us. */
export function failureOf(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const more = { cause: error };
  if (error instanceof APIConnectionTimeoutError)
    return new ModelError('slow', 'the model did not answer in time', more);
  if (error instanceof APIConnectionError) {
    return new ModelError('unreachable', `the model cannot be reached: ${messageOf(error)}`, more);
  }
  if (error instanceof APIError) return fromStatus(error);
  return new ModelError('nonsense', `the model answered what cannot be read: ${messageOf(error)}`, more);
}

function fromStatus(error: APIError): ModelError {
  const { status, code, message } = error;
  const retryAfterMs = retryAfter(error.headers);
  const more = { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status === 429) {
    return code === 'insufficient_quota'
      ? new ModelError('quota', 'the quota of the model is used up', more)
      : new ModelError('rate_limited', 'the model asks us to wait', more);
  }
  if (status === undefined) return new ModelError('nonsense', `the model broke off: ${message}`, more);
  return status >= 500 || status === 408
    ? new ModelError('server', `the model failed with ${status}`, more)
    : new ModelError('refused', `the model refused the request: ${message}`, more);
}

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

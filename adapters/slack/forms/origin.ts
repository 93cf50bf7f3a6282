import type { Form } from '../../../src/channels/form.ts';
import { shapeOf, textOf } from '../../../src/platform/shape.ts';

/** Where a form was opened, and what it is about. Slack keeps it with the modal, and sends it back with what was filled in. */
export interface Origin {
  action: string;
  value: string;
  desk: boolean;
  channel: string;
  thread: string | null;
  /** The post whose button was pressed; absent where a command was typed. */
  post?: string;
  /** The channel in which a command was typed, where that is not `channel`. */
  typedIn?: string;
  /** Answers its person, for a while. */
  responseUrl?: string;
}

/** What Slack keeps with the modal: https://docs.slack.dev/reference/views/modal-views (`private_metadata`). */
export function packOrigin(form: Form, place: Omit<Origin, 'action' | 'value'>): string {
  const { action, value } = form;
  return JSON.stringify({ ...place, action, value } satisfies Origin);
}

/** What was packed; undefined where it is none of ours. */
export function unpackOrigin(text: string): Origin | undefined {
  let packed: unknown;
  try {
    packed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = shapeOf(packed);
  const [channel, action] = [textOf(found['channel']), textOf(found['action'])];
  if (channel === '' || action === '') return undefined;
  const more = (key: 'post' | 'typedIn' | 'responseUrl') =>
    textOf(found[key]) === '' ? {} : { [key]: textOf(found[key]) };
  return {
    action,
    value: textOf(found['value']),
    desk: found['desk'] === true,
    channel,
    thread: textOf(found['thread']) || null,
    ...more('post'),
    ...more('typedIn'),
    ...more('responseUrl'),
  };
}

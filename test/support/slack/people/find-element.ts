import { interactive } from '../blocks/check-blocks.ts';
import { isObject, type Json } from '../blocks/findings.ts';
import type { FakeMessage } from '../workspace/message.ts';

/** Something to click, and the block it is in. */
export interface Found {
  blockId: string;
  element: Json;
}

/**
 * The element of a message with this action id; of several, the one whose value or option is `value`.
 * `stale`: also where only an earlier version of the message had it, as a client shows that is behind.
 */
export function findElement(
  message: FakeMessage,
  actionId: string,
  value: string | undefined,
  stale: boolean,
): Found | undefined {
  const inAttachments = (message.attachments ?? []).flatMap((each) =>
    Array.isArray(each.blocks) ? each.blocks : [],
  );
  const versions = [[...(message.blocks ?? []), ...inAttachments.filter(isObject)]];
  if (stale) versions.push(...(message.pastBlocks ?? []).toReversed());
  for (const blocks of versions) {
    for (const block of blocks) {
      const element = interactive(block).find((each) => each.action_id === actionId && offers(each, value));
      if (element) return { blockId: String(block.block_id), element };
    }
  }
  return undefined;
}

function offers(element: Json, value: string | undefined): boolean {
  if (value === undefined || element.value === value) return true;
  return optionOf(element, value) !== undefined;
}

function optionOf(element: Json, value: string): Json | undefined {
  return Array.isArray(element.options)
    ? element.options.find((option) => option.value === value)
    : undefined;
}

/** What the payload's `actions` says of a click. */
export function actionObject({ blockId, element }: Found, value: string | undefined, ts: string): Json {
  const { type, action_id, text, placeholder } = element;
  const selected = value === undefined ? undefined : optionOf(element, value);
  return {
    action_id,
    block_id: blockId,
    ...(text !== undefined && { text }),
    ...(placeholder !== undefined && { placeholder }),
    ...(element.value !== undefined && { value: element.value }),
    ...(element.style !== undefined && { style: element.style }),
    ...(selected && { selected_option: selected }),
    type,
    action_ts: ts,
  };
}

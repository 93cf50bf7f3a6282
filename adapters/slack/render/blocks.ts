import type { types } from '@slack/bolt';
import type { Button } from '../../../src/channels/content.ts';
import { shorten } from '../../../src/markdown/cut-text.ts';
import { LIMITS } from '../limits.ts';

/** The blocks that Baton uses. */
export type Block =
  | types.SectionBlock
  | types.HeaderBlock
  | types.ContextBlock
  | types.ActionsBlock
  | types.DividerBlock;

/** Room for all buttons of a message, as JSON; many times what ours take. */
const BUTTONS_ROOM = 5000;

/** mrkdwn with nothing added by Slack: no name becomes a mention, no word a link. */
function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Text of at most 3,000 characters, shown as a whole. */
export function section(text: string): types.SectionBlock {
  return { type: 'section', text: mrkdwn(text), expand: true };
}

/** Texts side by side, ten at most, 2,000 characters each. */
export function fields(texts: string[]): types.SectionBlock {
  return { type: 'section', fields: texts.map(mrkdwn) };
}

/** Small, grey text of at most 3,000 characters. */
export function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function header(text: string): types.HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: shorten(text, LIMITS.headerText) || '…', emoji: true },
  };
}

/**
 * Buttons in as many blocks as they need: 25 in each, and none twice with one id, as Slack takes an id once in a block.
 * More buttons than there is room for are left out.
 */
export function actions(buttons: Button[]): types.ActionsBlock[] {
  const blocks: types.ActionsBlock[] = [];
  let room = BUTTONS_ROOM;
  for (const element of buttons.map(buttonElement)) {
    room -= JSON.stringify(element).length;
    if (room < 0) break;
    const fitting = blocks.find(
      ({ elements }) =>
        elements.length < LIMITS.actions &&
        !elements.some((other) => 'action_id' in other && other.action_id === element.action_id),
    );
    if (fitting) fitting.elements.push(element);
    else blocks.push({ type: 'actions', elements: [element] });
  }
  return blocks;
}

function buttonElement({ id, label, value, style }: Button): types.Button {
  return {
    type: 'button',
    action_id: id.slice(0, LIMITS.actionId) || 'button',
    text: { type: 'plain_text', text: shorten(label.trim() || id || '…', LIMITS.buttonText), emoji: true },
    ...(value ? { value: value.slice(0, LIMITS.buttonValue) } : {}),
    ...(style ? { style } : {}),
  };
}

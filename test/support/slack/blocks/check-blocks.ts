import { checkElement } from './elements.ts';
import { Findings, isObject, type Json } from './findings.ts';
import { LIMITS } from './limits.ts';

type Surface = 'message' | 'view';
type Check = (block: Json, at: string, findings: Findings) => void;

const INPUTS = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'static_select',
  'multi_static_select',
  'external_select',
  'users_select',
  'multi_users_select',
  'conversations_select',
  'channels_select',
  'datepicker',
  'timepicker',
  'radio_buttons',
  'checkboxes',
];

const BLOCKS: Record<string, Check> = {
  section(block, at, findings) {
    if (block.text === undefined && block.fields === undefined)
      findings.add('missing required field: text', at);
    findings.text(block, 'text', at, LIMITS.text, { optional: true });
    if (block.fields !== undefined) {
      findings.items(block, 'fields', at, LIMITS.fields, (field, place) =>
        findings.textObject(field, place, LIMITS.fieldText),
      );
    }
    if (isObject(block.accessory)) {
      if (block.accessory.type === 'image') image(block.accessory, `${at}/accessory`, findings);
      else checkElement(block.accessory, `${at}/accessory`, findings);
    }
  },
  header(block, at, findings) {
    findings.text(block, 'text', at, LIMITS.headerText, { plain: true });
  },
  divider() {},
  context(block, at, findings) {
    findings.items(block, 'elements', at, LIMITS.contextElements, (element, place) => {
      if (element.type === 'image') image(element, place, findings);
      else findings.textObject(element, place, LIMITS.text);
    });
  },
  actions(block, at, findings) {
    findings.items(block, 'elements', at, LIMITS.actionsElements, (element, place) =>
      checkElement(element, place, findings),
    );
  },
  context_actions(block, at, findings) {
    findings.items(block, 'elements', at, 5, (element, place) =>
      checkElement(element, place, findings, ['feedback_buttons', 'icon_button']),
    );
  },
  image(block, at, findings) {
    image(block, at, findings);
    findings.text(block, 'title', at, LIMITS.imageTitle, { plain: true, optional: true });
  },
  input(block, at, findings) {
    findings.text(block, 'label', at, LIMITS.inputLabel, { plain: true });
    findings.text(block, 'hint', at, LIMITS.inputHint, { plain: true, optional: true });
    if (isObject(block.element)) checkElement(block.element, `${at}/element`, findings, INPUTS);
    else findings.add('missing required field: element', at);
  },
  markdown(block, at, findings) {
    findings.string(block, 'text', at, LIMITS.markdown, true);
  },
  rich_text(block, at, findings) {
    if (!Array.isArray(block.elements)) findings.add('missing required field: elements', at);
  },
  file() {},
  video() {},
  table(block, at, findings) {
    if (!Array.isArray(block.rows)) findings.add('missing required field: rows', at);
  },
};

/** What Slack would complain about in the blocks of a message or a view. Empty: nothing. */
export function checkBlocks(blocks: unknown, surface: Surface, pointer = '/blocks'): string[] {
  const findings = new Findings();
  if (!Array.isArray(blocks)) return ['must be an array'];
  const max = surface === 'message' ? LIMITS.blocksPerMessage : LIMITS.blocksPerView;
  if (blocks.length > max) findings.add(`no more than ${max} items allowed`, pointer);
  const seen = { blocks: new Set<string>(), actions: new Set<string>() };
  for (const [index, block] of blocks.entries()) {
    const at = `${pointer}/${index}`;
    if (!isObject(block)) {
      findings.add('must be an object', at);
      continue;
    }
    checkBlock(block, at, findings, surface);
    checkUnique(block, at, findings, seen);
  }
  return findings.list;
}

function checkBlock(block: Json, at: string, findings: Findings, surface: Surface): void {
  const type = String(block.type);
  const check = BLOCKS[type];
  const onlyMessages = type === 'markdown' || type === 'context_actions' || type === 'table';
  if (!check || (surface === 'view' && onlyMessages))
    return findings.add(`unsupported type: ${type}`, `${at}/type`);
  check(block, at, findings);
  findings.string(block, 'block_id', at, LIMITS.blockId);
}

/** Block ids are unique in a message, action ids in a message's block of elements. */
function checkUnique(
  block: Json,
  at: string,
  findings: Findings,
  seen: { blocks: Set<string>; actions: Set<string> },
): void {
  if (typeof block.block_id === 'string' && block.block_id !== '') {
    if (seen.blocks.has(block.block_id)) findings.add('duplicate block_id', `${at}/block_id`);
    seen.blocks.add(block.block_id);
  }
  const own = new Set<string>();
  for (const element of interactive(block)) {
    const id = element.action_id;
    if (typeof id !== 'string') continue;
    if (own.has(id)) findings.add('`action_id` must be unique', at);
    own.add(id);
  }
}

/** The interactive elements of a block, whatever its type. */
export function interactive(block: Json): Json[] {
  const found: unknown[] = [block.accessory, block.element];
  if (Array.isArray(block.elements)) found.push(...block.elements);
  return found.filter(isObject).filter((each) => each.type !== 'image' && each.type !== 'mrkdwn');
}

function image(element: Json, at: string, findings: Findings): void {
  if (element.slack_file === undefined) findings.string(element, 'image_url', at, LIMITS.imageUrl, true);
  findings.string(element, 'alt_text', at, LIMITS.altText, true);
}

/** The text of all markdown blocks together, in characters. */
export function markdownLength(blocks: Json[]): number {
  return blocks
    .filter((block) => block.type === 'markdown')
    .reduce((sum, block) => sum + String(block.text ?? '').length, 0);
}

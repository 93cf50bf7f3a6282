import { checkBlocks, interactive, markdownLength } from '../blocks/check-blocks.ts';
import { isObject, type Json } from '../blocks/findings.ts';
import { LIMITS } from '../blocks/limits.ts';
import type { Args } from '../web-api/args.ts';
import { Refusal, refusalWithMessages } from '../web-api/refusal.ts';
import type { MessageMetadata } from '../workspace/message.ts';
import { richTextBlock } from '../workspace/rich-text.ts';
import { postedText } from '../workspace/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Longer text is cut: https://docs.slack.dev/reference/methods/chat.postMessage/#truncating */
const TEXT_CUT_AT = 40_000;
const MOST_ATTACHMENTS = 100;

/** The content of a message in the making; what was not given is absent. */
export interface MessageContent {
  text?: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: MessageMetadata;
}

/** Reads and checks what a call wants to post. */
export function readContent(workspace: Workspace, args: Args): MessageContent {
  const content: MessageContent = {};
  const text = args.string('text');
  if (text !== undefined) content.text = postedText(text.slice(0, TEXT_CUT_AT));
  const blocks = readBlocks(workspace, args.json('blocks'));
  if (blocks) content.blocks = blocks;
  const attachments = readAttachments(args.json('attachments'));
  if (attachments) content.attachments = attachments;
  const metadata = readMetadata(args.json('metadata'));
  if (metadata) content.metadata = metadata;
  readMarkdown(workspace, args, content);
  return content;
}

/** Refuses content in which there is nothing to see. */
export function requireContent(content: MessageContent): void {
  if (!content.text && !content.blocks?.length && !content.attachments?.length) throw new Refusal('no_text');
}

/** Checked blocks, with the ids that Slack gives where the app gave none. */
export function readBlocks(workspace: Workspace, given: unknown): Json[] | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (!Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  const complaints = checkBlocks(given, 'message');
  if (markdownLength(given.filter(isObject)) > LIMITS.markdown) {
    complaints.push(`must be less than ${LIMITS.markdown + 1} characters [json-pointer:/blocks]`);
  }
  if (complaints.length > 0) throw refusalWithMessages('invalid_blocks', complaints);
  if (JSON.stringify(given).length > LIMITS.allBlocks) throw new Refusal('msg_blocks_too_long');
  return withIds(workspace, given);
}

/** Copies of blocks as Slack keeps them: with ids for blocks and elements, and text objects spelt out. */
export function withIds(workspace: Workspace, blocks: Json[]): Json[] {
  return structuredClone(blocks).map((block) => {
    for (const element of interactive(block)) element.action_id ??= workspace.id('a');
    spellOut(block);
    return { ...block, block_id: block.block_id || workspace.id('b') };
  });
}

/** What a text object leaves out has a default, which Slack writes down. */
function spellOut(part: unknown): void {
  if (Array.isArray(part)) for (const each of part) spellOut(each);
  if (!isObject(part)) return;
  if (part.type === 'plain_text') part.emoji ??= true;
  if (part.type === 'mrkdwn') part.verbatim ??= false;
  for (const each of Object.values(part)) if (typeof each === 'object') spellOut(each);
}

function readAttachments(given: unknown): Json[] | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (!Array.isArray(given) || !given.every(isObject)) throw new Refusal('invalid_attachments');
  if (given.length > MOST_ATTACHMENTS) throw new Refusal('too_many_attachments');
  for (const [index, attachment] of given.entries()) {
    if (attachment.blocks === undefined) continue;
    const complaints = checkBlocks(attachment.blocks, 'message', `/attachments/${index}/blocks`);
    if (complaints.length > 0) throw refusalWithMessages('invalid_attachments', complaints);
  }
  return given.map((attachment, index) => ({ id: index + 1, ...attachment }));
}

/** https://docs.slack.dev/messaging/message-metadata */
function readMetadata(given: unknown): MessageMetadata | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (!isObject(given)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(given).length === 0) return { event_type: '', event_payload: {} };
  if (typeof given.event_type !== 'string' || !isObject(given.event_payload)) {
    throw new Refusal('invalid_metadata_schema');
  }
  return { event_type: given.event_type, event_payload: given.event_payload };
}

/** `markdown_text` stands alone, and becomes rich text. */
function readMarkdown(workspace: Workspace, args: Args, content: MessageContent): void {
  const markdown = args.string('markdown_text');
  if (markdown === undefined) return;
  if (content.text !== undefined || content.blocks) throw new Refusal('markdown_text_conflict');
  if (markdown.length > LIMITS.markdown) throw new Refusal('msg_too_long');
  content.text = postedText(markdown);
  content.blocks = [richTextBlock(content.text, workspace.id('b'))];
}

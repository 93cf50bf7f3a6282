/** What Slack takes, in characters (UTF-16 units) or items, each with the page that says so. */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  text: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks */
  blocks: 50,
  /**
   * All blocks of a message together, as JSON. On no page of Slack's; `msg_blocks_too_long` was seen from 13,172 on:
   * https://github.com/slackapi/bolt-js/issues/2509
   */
  allBlocks: 12_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  headerText: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  fields: 10,
  fieldText: 2000,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  actions: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  /** https://docs.slack.dev/reference/views/modal-views */
  viewTitle: 24,
  viewButton: 24,
  /** https://docs.slack.dev/reference/block-kit/blocks/input-block */
  inputLabel: 2000,
  inputHint: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
  options: 100,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  /** Answers by one response URL: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
  responses: 5,
  /** Names longer than this are cut by Slack itself: https://docs.slack.dev/reference/methods/chat.postMessage */
  username: 80,
  /** Bytes: https://docs.slack.dev/messaging/working-with-files */
  file: 1_000_000_000,
  /** The most that a page of members or channels may hold: https://docs.slack.dev/reference/methods/conversations.members */
  page: 1000,
  /** What one call may add to a stream: https://docs.slack.dev/reference/methods/chat.appendStream */
  streamText: 12_000,
  /** Messages a page: https://docs.slack.dev/reference/methods/conversations.replies */
  historyPage: 200,
} as const;

/**
 * The text of one post. A section takes 3,000; more sections in a post would go over what all blocks may have, and the
 * text of an update may have 4,000 at most: https://docs.slack.dev/reference/methods/chat.update
 */
export const POST_TEXT = 2900;

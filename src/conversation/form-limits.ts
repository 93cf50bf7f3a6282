/**
 * Characters that may be written in forms. What is sent to a customer may have as many as Slack takes in one input:
 * https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
 */
export const ANSWER_LIMIT = 3_000;
export const NOTE_LIMIT = 1_000;
export const SOLUTION_LIMIT = 500;
export const COMMENT_LIMIT = 1_000;

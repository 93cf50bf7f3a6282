/** What Teams takes, in characters (UTF-16 units), items or bytes, each with the page that says so. */
export const LIMITS = {
  /**
   * Bytes of a whole activity in UTF-16, without pictures in it:
   * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
   */
  activity: 100 * 1024,
  /** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#citations */
  citations: 20,
  citationName: 80,
  citationAbstract: 160,
  /**
   * Bytes of a picture in a message (PNG, JPEG or GIF):
   * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#use-picture-messages
   */
  picture: 1024 * 1024,
  /**
   * Bytes of a file that is handed over by consent, and of one that is kept because its address expires. Teams takes
   * larger ones, in parts of up to 60 MiB; this is what is kept in the store meanwhile.
   * https://learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession#upload-bytes-to-the-upload-session
   */
  keptFile: 20 * 1024 * 1024,
  /** https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#send-suggested-actions */
  suggestions: 6,
  /** Bytes of a request to us. Teams' own are some kilobytes. */
  request: 1024 * 1024,
  /** What the core takes for the id of an event. */
  eventId: 200,
} as const;

/**
 * The HTML of one post. Four times this in bytes stays below what Teams takes, and below the 28 KB of a message in a
 * Teams client: https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat
 */
export const POST_HTML = 12_000;

/** The words of a card, as HTML; as a card they grow, and a card must stay below the same 28 KB. */
export const CARD_HTML = 6000;

/** How long Teams waits for an answer before it sends an activity again: https://learn.microsoft.com/microsoftteams/platform/bots/bot-basics */
export const RESEND_MS = 15_000;

/** The sign of typing goes away after some seconds, so it is shown again so often while an answer is being made. */
export const TYPING_AGAIN_MS = 4000;
/** Nobody takes so long to answer; a sign that was never ended stops then. */
export const TYPING_AT_MOST_MS = 120_000;

/**
 * A dialog is answered within 5 seconds, or Teams shows that it failed:
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
 */
export const INVOKE_MS = 4_000;
/** A command is acknowledged after so long, though it is not answered yet, before Teams sends it again. */
export const COMMAND_MS = 10_000;

/** What Discord takes, in characters (UTF-16 units) or items, each with the page that says so. */
export const LIMITS = {
  /** https://docs.discord.com/developers/resources/message#create-message */
  content: 2000,
  nonce: 25,
  /** Bytes, without boosts of the server: https://docs.discord.com/developers/reference#uploading-files */
  file: 10 * 1024 * 1024,
  /** Attachments of a message: https://docs.discord.com/developers/resources/message#create-message */
  files: 10,
  /** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1024,
  embedTotal: 6000,
  /** https://docs.discord.com/developers/components/reference#action-row, …#button */
  rows: 5,
  rowButtons: 5,
  buttonLabel: 80,
  customId: 100,
  buttonUrl: 512,
  /**
   * Of a modal, and parts in it:
   * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
   */
  modalTitle: 45,
  modalParts: 5,
  /** https://docs.discord.com/developers/components/reference#label */
  fieldLabel: 45,
  fieldHint: 100,
  /** https://docs.discord.com/developers/components/reference#text-input */
  fieldText: 4000,
  /** https://docs.discord.com/developers/components/reference#string-select */
  options: 25,
  optionLabel: 100,
  optionValue: 100,
  /** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
  choices: 25,
  choice: 100,
  /** https://docs.discord.com/developers/resources/channel#channel-object: a thread's name. */
  threadName: 100,
  /** https://docs.discord.com/developers/resources/webhook#execute-webhook */
  username: 80,
  /** Messages a page: https://docs.discord.com/developers/resources/message#get-channel-messages */
  historyPage: 100,
  /** Servers a page: https://docs.discord.com/developers/resources/user#get-current-user-guilds */
  guildsPage: 200,
} as const;

/**
 * All files of one request together, bytes. Discord limits each file; a request much larger than this is refused before
 * Discord itself sees it.
 */
export const UPLOAD_BYTES = 25 * 1024 * 1024;

/** A thread without messages is archived after so long, minutes; a message opens it again. */
export const ARCHIVE_AFTER_MINUTES = 4320;

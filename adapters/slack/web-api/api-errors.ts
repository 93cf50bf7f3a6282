import { webApi } from '@slack/bolt';
import { BatonError, messageOf, RateLimited } from '../../../src/platform/errors.ts';

/** Slack asks for a wait without saying how long; its shortest is a second. */
const UNTOLD_WAIT_MS = 1000;

const INVITE = 'Invite the app to the channel: /invite @Baton.';
const REINSTALL =
  'Install the app again in its settings (Install App), and put the new token into SLACK_BOT_TOKEN.';
const SCOPE =
  'Add the scope under OAuth & Permissions in the app’s settings, and install the app again; see docs/slack.md.';
const GONE = 'Nothing can be done: it was deleted on Slack.';
const OURS = 'This is a fault of Baton; please report it with the log around it.';
/** https://docs.slack.dev/reference/methods/conversations.create#naming */
const CHANNEL_NAME = 'Take a name of small letters, digits, - and _, at most 80 characters.';
const ADMIN = 'A setting of the Slack workspace forbids it; ask its administrators.';

/**
 * Errors with which trying again cannot help, and what to do about them.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
const PERMANENT: Readonly<Record<string, string>> = {
  channel_not_found: INVITE,
  not_in_channel: INVITE,
  is_archived: 'Unarchive the channel, or take it out of the configuration.',
  is_inactive: 'Unarchive the channel, or take it out of the configuration.',
  invalid_auth: REINSTALL,
  not_authed: REINSTALL,
  account_inactive: REINSTALL,
  token_revoked: REINSTALL,
  token_expired: REINSTALL,
  not_allowed_token_type: 'SLACK_BOT_TOKEN takes the bot token, which begins with xoxb-.',
  missing_scope: SCOPE,
  no_permission: SCOPE,
  team_access_not_granted: REINSTALL,
  access_denied: ADMIN,
  ekm_access_denied: ADMIN,
  restricted_action: ADMIN,
  restricted_action_read_only_channel: ADMIN,
  restricted_action_thread_only_channel: ADMIN,
  restricted_action_non_threadable_channel: ADMIN,
  restricted_action_thread_locked: ADMIN,
  messages_tab_disabled: 'Switch on the Messages tab under App Home in the app’s settings.',
  message_not_found: GONE,
  thread_not_found: GONE,
  invalid_thread_ts: GONE,
  edit_window_closed: 'The workspace forbids edits so late; ask its administrators.',
  cant_update_message: OURS,
  cant_delete_message: OURS,
  name_taken: 'Choose another name, or invite the app to the channel of that name: /invite @Baton.',
  invalid_name: CHANNEL_NAME,
  invalid_name_maxlength: CHANNEL_NAME,
  invalid_name_punctuation: CHANNEL_NAME,
  invalid_name_specials: CHANNEL_NAME,
  cant_invite: 'Invite the person by hand: /invite in the channel.',
  user_not_found: 'Nobody in the workspace has this ID: it is mistyped, or the person has left.',
  users_not_found: 'The person has left the workspace.',
  user_disabled: 'The person’s account was deactivated.',
  user_not_visible: ADMIN,
  user_not_in_channel: 'The person has left the channel.',
  cannot_dm_bot: OURS,
  msg_too_long: OURS,
  msg_blocks_too_long: OURS,
  no_text: OURS,
  invalid_blocks: OURS,
  invalid_blocks_format: OURS,
  invalid_arguments: OURS,
  invalid_metadata_format: OURS,
  metadata_too_large: OURS,
  method_not_supported_for_channel_type: OURS,
  unknown_method: OURS,
};

/** The code of a Slack error (`channel_not_found`); undefined where Slack itself did not answer. */
export function slackCode(error: unknown): string | undefined {
  const cause = error instanceof BatonError ? error.cause : error;
  return cause instanceof webApi.WebAPIPlatformError ? String(cause.data.error) : undefined;
}

/** Any failure of a Web API call as what the callers of a `Surface` expect. */
export function toBatonError(error: unknown, method: string): BatonError {
  if (error instanceof BatonError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new RateLimited(Math.max(1, error.retryAfter) * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return platformError(error, method);
  const tooLarge = error instanceof webApi.WebAPIHTTPError && error.statusCode === 413;
  if (tooLarge) return permanent('request_too_large', method, OURS, error);
  return new BatonError('delivery.retryable', `Slack did not take ${method}: ${messageOf(error)}`, {
    cause: error,
    data: { method },
  });
}

function platformError(error: webApi.WebAPIPlatformError, method: string): BatonError {
  const code = String(error.data.error);
  if (code === 'ratelimited' || code === 'rate_limited') {
    const seconds = error.data.response_metadata?.retryAfter;
    return new RateLimited(seconds === undefined ? UNTOLD_WAIT_MS : seconds * 1000);
  }
  const mend = PERMANENT[code];
  if (mend === undefined) {
    return new BatonError('delivery.retryable', `Slack answers ${method} with ${code}`, {
      cause: error,
      data: { method, error: code },
    });
  }
  const { needed } = error.data as { needed?: unknown };
  const which = typeof needed === 'string' ? ` (${needed})` : '';
  return permanent(code + which, method, mend, error);
}

function permanent(code: string, method: string, mend: string, cause: unknown): BatonError {
  return new BatonError('delivery.permanent', `Slack refuses ${method}: ${code}`, {
    mend,
    cause,
    data: { method, error: code },
  });
}

import { App } from '@slack/bolt';
import type { ChannelAdapter, Finding, Intake } from '../../src/channels/adapter.ts';
import type { ThreadRef } from '../../src/channels/refs.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { BatonError, messageOf } from '../../src/platform/errors.ts';
import type { Logger } from '../../src/platform/logger.ts';
import { checkChannel } from './doctor/check-channel.ts';
import { listen } from './inbound/inbound.ts';
import { receiveByHttp } from './receive/http.ts';
import type { Receiving } from './receive/receiving.ts';
import { receiveBySocket } from './receive/socket.ts';
import type { SlackSettings } from './settings.ts';
import { SlackSurface, type SurfaceDeps } from './surface.ts';
import { sdkLogger } from './web-api/sdk-logger.ts';
import { clientOptions } from './web-api/slack-api.ts';
import type { Directory } from './workspace/directory.ts';
import type { Session } from './workspace/session.ts';
import type { UserGroups } from './workspace/user-groups.ts';

export interface ChannelDeps extends SurfaceDeps {
  settings: SlackSettings;
  directory: Directory;
  userGroups: UserGroups;
  clock: Clock;
  logger: Logger;
  /** Asks Slack who we are, and keeps the answer for `session`. */
  open(): Promise<Session>;
}

/** Customers on Slack. */
export class SlackChannel extends SlackSurface implements ChannelAdapter {
  readonly #own: ChannelDeps;
  #receiving: Receiving | undefined;

  constructor(deps: ChannelDeps) {
    super(deps);
    this.#own = deps;
  }

  async start(intake: Intake): Promise<void> {
    const { settings, logger } = this.#own;
    if (this.#receiving) throw new BatonError('config.invalid', 'The Slack adapter has been started already');
    const session = await this.#own.open();
    const receiving = receivingOf(this.#own, session);
    const { botUser, botId } = session.identity;
    const app = new App({
      receiver: receiving.receiver,
      // Asking Slack for each event who we are would cost a call each; own messages are left out in our own way.
      authorize: async () => ({ botToken: settings.botToken, botUserId: botUser, botId }),
      ignoreSelf: false,
      convoStore: false,
      logger: sdkLogger(logger),
      clientOptions: clientOptions(settings.apiUrl, sdkLogger(logger)),
    });
    const whisper = this.whisper.bind(this);
    listen(app, { intake, whisper, ...this.#own, ...session, command: settings.command });
    await receiving.start();
    this.#receiving = receiving;
    logger.info({ workspace: session.identity.team, mode: settings.mode }, 'Slack is connected');
  }

  async stop(): Promise<void> {
    const receiving = this.#receiving;
    this.#receiving = undefined;
    await receiving?.stop();
  }

  /** The request URL that Slack is to post to, in HTTP mode and once started; else empty. */
  url(): string {
    return this.#receiving?.url() ?? '';
  }

  /**
   * Slack shows a status under threads only; it goes away by itself with the next post or after two minutes.
   * https://docs.slack.dev/reference/methods/assistant.threads.setStatus
   */
  async typing(thread: ThreadRef, on: boolean): Promise<void> {
    if (thread.thread === null) return;
    const args = { channel_id: thread.channel, thread_ts: thread.thread, status: on ? 'is typing…' : '' };
    try {
      await this.#own.api.call('assistant.threads.setStatus', args);
    } catch (error) {
      this.#own.logger.debug({ error: messageOf(error) }, 'Slack did not show the typing status');
    }
  }

  check(): Promise<Finding[]> {
    return checkChannel(this.#own);
  }
}

function receivingOf(deps: ChannelDeps, { identity }: Session): Receiving {
  const { settings, clock, logger } = deps;
  const addressee = { team: identity.team, app: identity.app };
  if (settings.mode === 'socket') {
    if (!settings.appToken)
      throw missing('SLACK_APP_TOKEN', 'Socket Mode', 'Basic Information, App-Level Tokens');
    return receiveBySocket({
      appToken: settings.appToken,
      apiUrl: settings.apiUrl,
      addressee,
      clock,
      logger,
    });
  }
  const { signingSecret, host, port, path } = settings;
  if (!signingSecret)
    throw missing('SLACK_SIGNING_SECRET', 'HTTP mode', 'Basic Information, App Credentials');
  return receiveByHttp({ signingSecret, host, port, path, addressee, clock, logger });
}

function missing(secret: string, mode: string, where: string): BatonError {
  return new BatonError('adapter.credentials', `${secret} is not set, and Slack in ${mode} needs it`, {
    mend: `Copy it from the app’s settings (${where}) into .env; see docs/slack.md.`,
  });
}

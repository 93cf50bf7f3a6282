import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../../src/platform/logger.ts';

export type SdkLogger = BoltLogger;

/** Our logger for Slack's SDK. Its debug lines hold tokens and people's words, so they are dropped. */
export function sdkLogger(logger: Logger): SdkLogger {
  const words = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug() {},
    info: (...parts) => logger.debug({}, words(parts)),
    warn: (...parts) => logger.warn({}, words(parts)),
    error: (...parts) => logger.error({}, words(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

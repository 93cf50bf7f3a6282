import type { Logger } from '../../src/platform/logger.ts';

/** A logger that keeps what it is told: as `level: message`, and with the facts. */
export function collectingLogger() {
  const lines: string[] = [];
  const told: { message: string; facts: Record<string, unknown> }[] = [];
  const log = (level: string) => (facts: object, message: string) => {
    lines.push(`${level}: ${message}`);
    told.push({ message, facts: { ...facts } });
  };
  const logger: Logger & { lines: string[]; told: typeof told } = {
    lines,
    told,
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    child: () => logger,
  };
  return logger;
}

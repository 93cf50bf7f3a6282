import type { LoadedFile, Surface } from '../channels/adapter.ts';
import type { FileRef } from '../channels/refs.ts';
import { BatonError } from '../platform/errors.ts';
import type { Live } from '../platform/live.ts';
import type { Logger } from '../platform/logger.ts';

export interface LoadFilesDeps {
  logger: Logger;
  /** The largest file that is passed on, bytes. */
  maxFileBytes: Live<number>;
  channelOf(platform: string): Surface;
}

/**
 * Reads files where they came in, as far as the surface that they go to can take them. What cannot be read is left out:
 * the post then shows it by name. Throws where trying again may help.
 */
export function createLoadFiles({ logger, maxFileBytes, channelOf }: LoadFilesDeps) {
  return async (files: readonly FileRef[], to: Surface, signal: AbortSignal): Promise<LoadedFile[]> => {
    const maxBytes = Math.min(maxFileBytes(), to.fileLimit);
    const loaded: LoadedFile[] = [];
    for (const file of files) {
      if (file.size > maxBytes || maxBytes === 0) continue;
      try {
        const bytes = await channelOf(file.platform).readFile(file, { maxBytes, signal });
        loaded.push({ ...file, size: bytes.byteLength, bytes });
      } catch (error) {
        const gone = error instanceof BatonError && UNREADABLE.has(error.code);
        if (!gone) throw error;
        logger.warn({ error, platform: file.platform, size: file.size }, 'a file could not be passed on');
      }
    }
    return loaded;
  };
}

/** Errors after which the file is shown by name; `adapter.not_started`: no adapter for its platform runs here. */
const UNREADABLE = new Set(['file.unreadable', 'delivery.permanent', 'adapter.not_started']);

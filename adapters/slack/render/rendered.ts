import type { Block } from './blocks.ts';

/** A message as `chat.postMessage` takes it. */
export interface Rendered {
  /** Shown where blocks are not: in notifications and to screen readers. */
  text: string;
  blocks: Block[];
}

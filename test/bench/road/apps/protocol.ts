/** What an app is told when it starts. */
export interface Access {
  apiUrl: string;
  botToken: string;
  signingSecret: string;
  deskChannel: string;
  /** An empty folder on disk, for the apps that store something. */
  dataDir: string;
}

/** What the process of an app has used so far, all its threads together. */
export interface Usage {
  /** Milliseconds of CPU time. */
  cpuMs: number;
  /** Resident memory, bytes. */
  rss: number;
  /** Live objects on the heaps of all threads and what they hold outside, bytes; 0 unless garbage was collected. */
  heap: number;
}

/** What the harness asks of an app. */
export type Order =
  | { do: 'start'; access: Access }
  /** Take so long over every answer from now on. */
  | { do: 'answer_after'; ms: number }
  /** Tell what was used; collect garbage first. */
  | { do: 'usage'; collect: boolean };

/** What each order is answered with. */
export interface Results {
  /** The request URL. */
  start: string;
  answer_after: undefined;
  usage: Usage;
}

export type Asked = Order & { id: number };
export type Answered = { id: number; result: unknown } | { id: number; error: string };

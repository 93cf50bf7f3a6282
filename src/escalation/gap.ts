/** Why the assistant could not do it; `none`: nothing was lacking. */
export const GAPS = ['knowledge', 'calibration', 'edge_case', 'product', 'none'] as const;
export type Gap = (typeof GAPS)[number];

/** How the issue stands when an agent resolves it. `silent`: the customer no longer answers; `obsolete`: not needed any more. */
export const RESOLUTIONS = ['solved', 'unsolved', 'silent', 'duplicate', 'obsolete'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

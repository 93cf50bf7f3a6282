import type { PastConversation, ReplayedTurn } from '../escalation/replay.ts';
import { figuresOf, rounded } from './eval-sentiment.ts';
import { goldenTransfer } from './golden-transfer.ts';

/** What `baton replay` sums up. The last six are there only where some conversation says where a human was wanted. */
export interface ReplayTotals {
  offered: number;
  escalated: number;
  precision?: number;
  recall?: number;
  f1?: number;
  gt1?: number;
  gt2?: number;
  gt3?: number;
}

const TOLERANCES = [1, 2, 3] as const;

/** Sums up replayed conversations one by one, in constant memory. */
export class ReplayFigures {
  conversations = 0;
  turns = 0;
  private offered = 0;
  private escalated = 0;
  private judged = 0;
  private readonly counts = { hits: 0, given: 0, wanted: 0 };
  private readonly golden: [number, number, number] = [0, 0, 0];

  /** @param handoff indexes of the turns at which a human was wanted; left out where nobody knows */
  add(past: PastConversation, replayed: readonly ReplayedTurn[], handoff?: readonly number[]): void {
    this.conversations += 1;
    this.turns += replayed.length;
    this.offered += replayed.filter(({ action }) => action === 'offer').length;
    this.escalated += replayed.filter(({ action }) => action === 'escalate').length;
    if (!handoff) return;
    this.judged += 1;
    const wanted = wantedTurns(past, handoff);
    const expected = replayed.map(({ turn }) => wanted.has(turn));
    const given = replayed.map(({ action }) => action !== 'none');
    this.counts.hits += given.filter((one, at) => one && expected[at]).length;
    this.counts.given += given.filter(Boolean).length;
    this.counts.wanted += wanted.size;
    for (const [at, tolerance] of TOLERANCES.entries()) {
      this.golden[at] = (this.golden[at] ?? 0) + goldenTransfer(expected, given, tolerance);
    }
  }

  totals(): ReplayTotals {
    const sums = { offered: this.offered, escalated: this.escalated };
    if (this.judged === 0) return sums;
    const { hits, given, wanted } = this.counts;
    const [gt1, gt2, gt3] = this.golden.map((sum) => rounded(sum / this.judged));
    return { ...sums, ...figuresOf(hits, given, wanted), gt1: gt1 ?? 0, gt2: gt2 ?? 0, gt3: gt3 ?? 0 };
  }
}

/** A turn of ours that failed shows in the customer's turn that follows. */
function wantedTurns({ turns }: PastConversation, handoff: readonly number[]): Set<number> {
  return new Set(
    handoff.flatMap((index) => {
      const at = turns.findIndex(({ role }, turn) => turn >= index && role === 'customer');
      return at < 0 ? [] : [at];
    }),
  );
}

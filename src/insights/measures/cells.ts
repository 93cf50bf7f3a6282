import type { Visit } from '../../conversation/visit.ts';
import type { DraftRow } from '../../store/drafts.ts';
import type { EscalationRow } from '../../store/escalations.ts';
import { countDraft } from './count-draft.ts';
import { countEscalation } from './count-escalation.ts';
import { countVisit } from './count-visit.ts';
import type { Days } from './days.ts';
import { addFigures, type Figures, noFigures } from './figures.ts';

/** The figures of one day, channel and category: the smallest thing that reports are added up from. */
export interface Cell {
  day: string;
  /** `<platform>/<channel>` */
  channel: string;
  category: string | null;
  figures: Figures;
}

/**
 * Sorts records into cells, and counts them there. A visit belongs to the day on which it began; escalations and drafts
 * belong where their visit does, and those of earlier visits belong nowhere here. So visits go first, then escalations, then
 * drafts.
 */
export function createCells(days: Pick<Days, 'dayOf'>, now: Date) {
  const cells = new Map<string, Cell>();
  /** Where the escalations of the visits belong, by their ids. */
  const places = new Map<string, Cell>();

  function cellFor({ openedAt, platform, channel, category }: Visit): Cell {
    const cell = { day: days.dayOf(openedAt), channel: `${platform}/${channel}`, category };
    const key = JSON.stringify(Object.values(cell));
    const found = cells.get(key) ?? { ...cell, figures: noFigures() };
    cells.set(key, found);
    return found;
  }

  return {
    visit(visit: Visit): void {
      const cell = cellFor(visit);
      countVisit(cell.figures, visit, now);
      const first = visit.firstEscalation ?? 0;
      for (let number = first; number < first + visit.escalations; number++) {
        places.set(`${visit.conversationId}#${number}`, cell);
      }
    },
    escalation(row: EscalationRow): void {
      const cell = places.get(row._id);
      if (cell) countEscalation(cell.figures, row);
    },
    draft(row: DraftRow): void {
      const cell = places.get(row.escalationId);
      if (cell) countDraft(cell.figures, row);
    },
    all: (): Cell[] => [...cells.values()],
  };
}

/** The figures of cells that belong together, by what they have in common, and of all. */
export function addUp<K>(
  cells: readonly Cell[],
  keyOf: (cell: Cell) => K,
): { total: Figures; by: Map<K, Figures> } {
  const total = noFigures();
  const by = new Map<K, Figures>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const figures = by.get(key) ?? noFigures();
    by.set(key, figures);
    addFigures(figures, cell.figures);
    addFigures(total, cell.figures);
  }
  return { total, by };
}

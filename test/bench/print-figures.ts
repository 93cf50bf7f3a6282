type Row = Map<string, number>;

/** Figures for people to read: those named `group.row.column` as a table per group, others a line each. */
export function printFigures(figures: Readonly<Record<string, number>>): string {
  const groups = new Map<string, Map<string, Row>>();
  const lines: string[] = [];
  for (const [name, value] of Object.entries(figures)) {
    const [group = '', row, column] = name.split('.');
    if (row === undefined || column === undefined) {
      lines.push(`${words(name)}: ${shown(value)}`);
      continue;
    }
    const rows = groups.get(group) ?? new Map<string, Row>();
    groups.set(group, rows);
    rows.set(row, (rows.get(row) ?? new Map<string, number>()).set(column, value));
  }
  return [...(lines.length > 0 ? [lines.join('\n')] : []), ...[...groups].map(table)].join('\n\n');
}

function table([group, rows]: [string, Map<string, Row>]): string {
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))];
  const cells = [
    [words(group), ...columns.map(words)],
    ...[...rows].map(([name, row]) => [words(name), ...columns.map((column) => shown(row.get(column)))]),
  ];
  const widths = [0, ...columns.map((_, index) => index + 1)].map((index) =>
    Math.max(...cells.map((line) => line[index]?.length ?? 0)),
  );
  const laidOut = ([first = '', ...rest]: string[]) =>
    [first.padEnd(widths[0] ?? 0), ...rest.map((cell, index) => cell.padStart(widths[index + 1] ?? 0))].join(
      '  ',
    );
  return cells.map(laidOut).join('\n');
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Three digits that count; what is whole and large stays whole. */
function shown(value: number | undefined): string {
  if (value === undefined) return '';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

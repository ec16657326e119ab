import { oneLine } from './one-line.ts'

/**
 * Rows under upper-case headings, every column as wide as its widest cell.
 *
 * @example table(['release', 'tablets'], [['r1', '12']])
 */
export function table(headings: string[], rows: string[][]): string {
  const lines = [headings.map((heading) => heading.toUpperCase()), ...rows.map((row) => row.map(oneLine))]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

import { RelevoError } from '@relevo/core/errors'
import { CsvError, parse } from 'csv-parse/sync'
import { COLUMNS, type Column, type ImportedLine } from '../../fleet/tablets/imported-line.ts'
import { readCell } from './safe-cell.ts'

/** What a spreadsheet may put between cells; which one depends on the language it speaks. */
const DELIMITERS = [';', ',', '\t']

/**
 * Read a table of cards, as a spreadsheet saves it: UTF-8 with or without a byte order mark, cells between commas,
 * semicolons or tabs, in quotes that may hold line breaks. Lines without anything in them are passed over.
 *
 * @returns the lines below the heading; one whose cells do not fit the heading says so
 * @throws RelevoError `import-invalid` when it is no table, or its heading names no `id` or a column there is not
 */
export function readTable(bytes: Uint8Array): ImportedLine[] {
  const rows = parsed(textOf(bytes))
  const [heading, ...rest] = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (!heading) throw invalid(1, 'there is no heading')
  const columns = columnsOf(heading)
  return rest.map((row) => lineOf(row, columns))
}

interface Row {
  line: number
  cells: string[]
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new RelevoError('import-invalid', 'the file is not UTF-8: save it as “CSV UTF-8”', { cause })
  }
}

function parsed(text: string): Row[] {
  const [first = ''] = text.split(/[\r\n]/, 1)
  const rows: Row[] = []
  let line = 1
  try {
    parse(text, {
      delimiter: DELIMITERS.find((candidate) => first.includes(candidate)) ?? ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      raw: true,
      on_record(found) {
        const { record, raw } = found as unknown as { record: string[]; raw: string }
        rows.push({ line, cells: record })
        line += raw.match(/\r\n|\n|\r/g)?.length ?? 0
        return null
      },
    })
  } catch (error) {
    // Where a quote is never closed the parser is at the end of the text; what is wrong begins after the last good row.
    if (error instanceof CsvError) throw invalid(line, `a quote is not where one may be (${error.code})`)
    throw error
  }
  return rows
}

function columnsOf({ line, cells }: Row): Column[] {
  const columns = cells.map((cell) => cell.trim().toLowerCase())
  const strange = columns.find((column) => !COLUMNS.includes(column as Column))
  if (strange !== undefined) {
    throw invalid(line, `there is no column ${JSON.stringify(strange.slice(0, 40))}; there are ${COLUMNS.join(', ')}`)
  }
  if (new Set(columns).size < columns.length) throw invalid(line, 'a column is there twice')
  if (!columns.includes('id')) throw invalid(line, 'there is no column "id"')
  return columns as Column[]
}

function lineOf({ line, cells }: Row, columns: readonly Column[]): ImportedLine {
  if (cells.length !== columns.length) {
    return { line, fault: `it has ${cells.length} cells, the heading has ${columns.length}` }
  }
  const named: Partial<Record<Column, string>> = {}
  for (const [i, column] of columns.entries()) {
    const text = readCell(cells[i] ?? '')
    named[column] = column === 'notes' ? text : text.trim()
  }
  return { line, cells: named }
}

function invalid(line: number, fault: string): RelevoError {
  return new RelevoError('import-invalid', `line ${line}: ${fault}`)
}

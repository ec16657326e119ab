import { printed } from './bars/print.ts'
import { type Result, underWhat } from './results.ts'

/**
 * A document with the tables of these results in place of those that stood there, each between
 * `<!-- bench:<name> -->` and `<!-- /bench:<name> -->`. A bench without a result keeps what it has.
 *
 * @throws Error when a result has no place in it: nobody would miss its table
 */
export function withTables(document: string, results: readonly Result[]): string {
  return results.reduce((text, result) => {
    const [begin, end] = [`<!-- bench:${result.name} -->`, `<!-- /bench:${result.name} -->`]
    const [before, rest = ''] = text.split(begin)
    const [, after] = rest.split(end)
    if (after === undefined) throw new Error(`the document has no ${begin} … ${end}`)
    return `${before}${begin}\n${underWhat(result)}\n\n${printed(result)}\n${end}${after}`
  }, document)
}

import { PRODUCTION } from '../environment.ts'
import { blankCard, type Card, changedCard } from './card.ts'
import { type ImportedLine, quoted, readLine } from './imported-line.ts'

/** What came of a table, or would come of it. */
export interface Imported {
  /** Tablets nobody had heard of. */
  created: number
  changed: number
  unchanged: number
  /** Lines with a tablet. */
  lines: number
}

/** What is wrong with one line. */
interface LineFault {
  line: number
  text: string
}

/** What the fleet knows, as far as a table has to agree with it. */
interface Surroundings {
  /** The name a tablet goes by. */
  resolve(id: string): string
  /** `undefined` for a tablet nobody said anything about. */
  cardOf(id: string): Card | undefined
  /** It reported itself: its own address tells its environment. */
  isHeard(id: string): boolean
  isEnvironment(name: string): boolean
  /** Why a tablet cannot be pinned to a release, if it cannot. */
  pinFault(version: string, id: string, environment: string | undefined): string | undefined
}

/** What a table changes: every card that is another one then, with what it was. */
interface Plan {
  changes: { before: Card; after: Card }[]
  faults: LineFault[]
  counts: Imported
}

/** Look at a whole table before anything of it is carried out. Pure. */
export function planImport(lines: readonly ImportedLine[], around: Surroundings): Plan {
  const changes: Plan['changes'] = []
  const faults: LineFault[] = []
  const counts = { created: 0, changed: 0, unchanged: 0, lines: lines.length }
  const taken = new Map<string, number>()
  for (const one of lines) {
    const { line } = one
    const read = readLine(one)
    if ('fault' in read) {
      faults.push({ line, text: read.fault })
      continue
    }
    const id = around.resolve(read.id)
    const earlier = taken.get(id)
    taken.set(id, earlier ?? line)
    const isHeard = around.isHeard(id)
    const before = around.cardOf(id) ?? (isHeard ? blankCard(id) : undefined)
    const { environment, ...apartFromPlace } = read.change
    const place = isHeard || (before && environment === undefined) ? {} : { environment: environment || PRODUCTION }
    const after = changedCard(before ?? blankCard(id), { ...apartFromPlace, ...place })
    const fault = earlier === undefined ? faultOf(after, before, around) : `${read.id} is the tablet of line ${earlier}`
    if (fault !== undefined) faults.push({ line, text: fault })
    else if (after === before) counts.unchanged++
    else {
      counts[before ? 'changed' : 'created']++
      changes.push({ before: before ?? blankCard(id), after })
    }
  }
  return { changes, faults, counts }
}

/** What stays as it is was legal once, and does not stop a table that was exported from being imported. */
function faultOf(after: Card, before: Card | undefined, around: Surroundings): string | undefined {
  const { environment, pin } = after
  if (environment !== undefined && environment !== before?.environment && !around.isEnvironment(environment))
    return `environment: there is no ${quoted(environment)}`
  if (pin === undefined || pin === before?.pin) return undefined
  const fault = around.pinFault(pin, after.id, environment)
  return fault && `pin: ${fault}`
}

/** Most lines a message names. */
const NAMED = 20

/** What is wrong with a table, a line of it a line. */
export function faultsText(faults: readonly LineFault[]): string {
  const named = faults.slice(0, NAMED).map(({ line, text }) => `line ${line}: ${text}`)
  const more = faults.length - named.length
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}

import { type Piece, sentenceOf } from '../pieces/sentence-of.ts'
import { addressOf, type Page } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { eventWords } from '../wording/events.ts'
import { said } from '../wording/language.ts'
import { reason } from '../wording/tablets.ts'
import { bytes } from '../wording/units.ts'
import type { EventRow } from './event-row.ts'

/** Which word of an event is the name of what. */
const RELEASES = ['version', 'previous', 'to', 'target']
const THINGS: readonly string[] = ['tablet', 'deployment', 'release']

/**
 * An event as a plain sentence with links to what it is about; `undefined` for a type this page was not written for.
 *
 * @example plainText(told(event) ?? []) // 'lobby-1 went from r1 to r2.'
 */
export function told(event: EventRow): Piece[] | undefined {
  const wording = Object.hasOwn(eventWords.sentences, event.type)
    ? eventWords.sentences[event.type as keyof typeof eventWords.sentences]
    : undefined
  return wording === undefined ? undefined : sentenceOf(wording, piecesOf(event))
}

/** Everything that an event knows, by name. */
function piecesOf({ type, environment, actor, subject, data }: EventRow): Record<string, Piece | undefined> {
  const pieces: Record<string, Piece | undefined> = {}
  for (const [name, value] of Object.entries(data)) pieces[name] = wordOf(name, value, type)
  if (environment !== undefined) pieces.environment = { text: environment }
  if (actor !== undefined) pieces.actor = { text: actor }
  pieces.subject = THINGS.includes(subject.kind) ? link(subject.kind as Page, subject.id) : { text: subject.id }
  if (subject.kind === 'release') pieces.version ??= link('release', subject.id)
  if (typeof data.deployment === 'string') pieces.deployment = link('deployment', data.deployment)
  if (typeof data.by === 'string' && type === 'deployment-superseded') pieces.by = link('deployment', data.by)
  return pieces
}

function wordOf(name: string, value: string | number | boolean, type: string): Piece | undefined {
  if (value === false || value === '') return undefined
  if (value === true) return { text: '' } // what it is true of is said around it
  if (name === 'bytes') return { text: bytes(Number(value)) }
  if (name === 'release' || RELEASES.includes(name) || (name === 'from' && type === 'tablet-release')) {
    return link('release', String(value))
  }
  if (name === 'error' || name === 'code') return { text: reason(String(value)) }
  if (name === 'reason') return { text: said(deploymentWords.deploymentReasons, String(value)) }
  if (name === 'verdict') return { text: said(deploymentWords.verdicts, String(value)) }
  if (name === 'state') return { text: said(eventWords.assignments, String(value)) }
  if ((name === 'into' || name === 'was') && type.startsWith('tablet-')) return link('tablet', String(value))
  return { text: String(value) }
}

function link(page: Page, id: string): Piece {
  return { text: id, href: addressOf(page, id) }
}

/** Is it something that a person may have to look at? */
export function isBad({ type }: EventRow): boolean {
  return /failed|stuck|error|rolled-back|rolling-back|refused|blocked$|brake-engaged|alert-fired|inconclusive/.test(
    type,
  )
}

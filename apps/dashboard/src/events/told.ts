import { alertText } from '../alerts/alert-text.ts'
import { type Piece, sentenceOf } from '../pieces/sentence-of.ts'
import { addressOf, type Page } from '../shell/route-of.ts'
import { alertWords } from '../wording/alerts.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { eventWords } from '../wording/events.ts'
import { kioskWords } from '../wording/kiosks.ts'
import { ladderWords } from '../wording/ladder.ts'
import { said } from '../wording/language.ts'
import { reason } from '../wording/tablets.ts'
import { amount, bytes, percent, shortMoment } from '../wording/units.ts'
import type { EventRow } from './event-row.ts'

/** Kinds of things that have a page of their own. */
const THINGS: readonly string[] = ['tablet', 'kiosk', 'deployment', 'release']

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
  // That a person said so says it all.
  if (data.how === 'person') pieces.how = undefined
  if (environment !== undefined) pieces.environment = { text: environment }
  if (actor !== undefined) pieces.actor = { text: actor }
  pieces.subject = THINGS.includes(subject.kind) ? link(subject.kind as Page, subject.id) : { text: subject.id }
  if (subject.kind === 'release') pieces.version ??= link('release', subject.id)
  if (subject.kind === 'alert') pieces.text = { text: alertText(data as unknown as Parameters<typeof alertText>[0]) }
  if (type === 'tablet-changed') pieces.changes = { text: changesIn(data) }
  return pieces
}

function wordOf(name: string, value: string | number | boolean, type: string): Piece | undefined {
  if (value === false || value === '') return undefined
  if (value === true) return { text: '' } // what it is true of is said around it
  const text = String(value)
  const known = WORDS[name]
  if (known) return known(text, type)
  return { text }
}

/** How words are said that are more than text. */
const WORDS: Record<string, (text: string, type: string) => Piece> = {
  version: (text) => link('release', text),
  release: (text) => link('release', text),
  previous: (text) => link('release', text),
  to: (text) => link('release', text),
  target: (text) => link('release', text),
  deployment: (text) => link('deployment', text),
  tablet: (text) => link('tablet', text),
  by: (text, type) => {
    if (type === 'kiosk-found') return { text: said(eventWords.signs, text) }
    return type.startsWith('deployment-') ? link('deployment', text) : { text }
  },
  from: (text, type) => {
    if (type === 'tablet-release' || type.startsWith('patch-')) return link('release', text)
    return type in NAMINGS ? link('tablet', text) : { text }
  },
  bytes: (text) => ({ text: bytes(Number(text)) }),
  commit: (text) => ({ text: text.slice(0, 7) }),
  files: (text) => ({ text: amount(Number(text)) }),
  value: (text) => ({ text: percent(Number(text)) }),
  threshold: (text) => ({ text: percent(Number(text)) }),
  until: (text) => ({ text: when(text) }),
  startAt: (text) => ({ text: when(text) }),
  error: (text) => ({ text: reason(text) }),
  code: (text) => ({ text: reason(text) }),
  reason: (text, type) => ({
    text: said(isOfLadder(type) ? ladderWords.reasons : deploymentWords.deploymentReasons, text),
  }),
  desired: (text) => link('release', text),
  rung: (text) => ({ text: said(ladderWords.rungs, text) }),
  why: (text, type) => ({ text: isOfLadder(type) ? said(ladderWords.whys, text) : said(eventWords.whys, text) }),
  do: (text, type) => ({ text: said(ordersOf(type), text) }),
  app: (text) => ({ text: said(kioskWords.apps, text) }),
  way: (text) => ({ text: said(eventWords.ways, text) }),
  secret: (text) => ({ text: said(eventWords.secrets, text) }),
  confidence: (text) => ({ text: said(kioskWords.confidences, text) }),
  how: (text) => ({ text: said(eventWords.grounds, text) }),
  verdict: (text) => ({ text: said(deploymentWords.verdicts, text) }),
  state: (text) => ({ text: said(eventWords.assignments, text) }),
  outcome: (text) => ({ text: said(eventWords.outcomes, text) }),
  kind: (text) => ({ text: said(eventWords.holders, text) }),
  means: (text) => ({ text: said(eventWords.means, text) }),
  rule: (text) => ({ text: said(alertWords.rules, text) }),
}

function isOfLadder(type: string): boolean {
  return type.startsWith('ladder-')
}

/** What a kind of event has done. */
function ordersOf(type: string): Record<string, string> {
  if (isOfLadder(type)) return ladderWords.orders
  return type.startsWith('kiosk-') ? eventWords.deeds : eventWords.directives
}

/** Events that tell of two names of one tablet, or of two tablets. */
const NAMINGS = { 'tablet-merged': true, 'tablet-renamed': true, 'tablet-parted': true, 'kiosk-linked': true }

/** A moment as events have it: ISO 8601, or milliseconds since the epoch. */
function when(text: string): string {
  const at = new Date(/^\d+$/.test(text) ? Number(text) : text)
  return Number.isNaN(at.getTime()) ? text : shortMoment(at.toISOString())
}

/** What is on a card now that was not before; what was taken off it is a dash. */
function changesIn(data: EventRow['data']): string {
  return Object.entries(data)
    .filter(([name]) => Object.hasOwn(eventWords.card, name))
    .map(([name, value]) => `${said(eventWords.card, name)} ${value === '' ? '–' : value}`)
    .join(', ')
}

function link(page: Page, id: string): Piece {
  return { text: id, href: addressOf(page, id) }
}

/** Is it something that a person may have to look at? */
export function isBad({ type }: EventRow): boolean {
  return /failed|patch-withdrawn|stuck|error|rolled-back|rolling-back|refused|blocked$|brake-engaged|alert-fired|inconclusive|needs-hands/.test(
    type,
  )
}

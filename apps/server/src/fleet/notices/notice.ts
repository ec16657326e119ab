import type { FleetEvent } from '../event.ts'

/** How much a notice matters: nobody need act, all is well, look at it, act now. */
export type Severity = 'info' | 'success' | 'warning' | 'critical'

/**
 * What people are told, in words and without any format: each sink escapes for its own. Title and lines are one line of text
 * each, and short enough for every service, even when every character of them has to be escaped.
 */
export interface Notice {
  severity: Severity
  title: string
  lines: string[]
  /** Where to look further. */
  link: string
  /** What it is about; absent in a test notice. */
  event?: FleetEvent
}

/** Most characters of a title: Discord takes 256, and escaping may double them. */
const TITLE = 120

/** Most characters of a line, and most lines: Discord takes 4,096 in all, Telegram too. */
const LINE = 240
const LINES = 8

/** A notice of any words, brought to its form. */
export function noticeWith({ title, lines, ...rest }: Notice): Notice {
  const brought = lines.slice(0, LINES).map((line) => shortened(line, LINE))
  return { ...rest, title: shortened(title, TITLE), lines: brought }
}

/** One line of at most so many characters; what is cut off is shown to be. */
function shortened(text: string, most: number): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
  // By code points: half a character is none that a service would take.
  const characters = [...line]
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`
}

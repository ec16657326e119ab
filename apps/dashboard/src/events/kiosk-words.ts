import type { Piece } from '../pieces/sentence-of.ts'
import { addressOf } from '../shell/route-of.ts'
import { kioskWords } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'

const tablet = (text: string): Piece => ({ text, href: addressOf('tablet', text) })

/** The words of the API for deeds, as people say them. */
const DEEDS: Record<string, string> = Object.fromEntries(
  Object.entries(kioskWords.deeds).map(([deed, { name }]) => [deed, name]),
)

/** How words of events about kiosk apps are said. */
export const KIOSK_WORDS: Record<string, (text: string) => Piece> = {
  tablet,
  from: tablet,
  app: (text) => ({ text: said(kioskWords.apps, text) }),
  by: (text) => ({ text: said(kioskWords.foundBys, text) }),
  confidence: (text) => ({ text: said(kioskWords.confidences, text) }),
  how: (text) => ({ text: said(kioskWords.grounds, text) }),
  do: (text) => ({ text: said(DEEDS, text) }),
  way: (text) => ({ text: said(kioskWords.ways, text) }),
}

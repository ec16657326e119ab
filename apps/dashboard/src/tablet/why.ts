import type { TabletRow } from '../api/rows.ts'
import { type Piece, sentenceOf } from '../pieces/sentence-of.ts'
import { addressOf } from '../shell/route.ts'
import { said } from '../wording/language.ts'
import { tabletWords } from '../wording/tablet.ts'
import { shortMoment } from '../wording/units.ts'

/** Why a tablet should run what it should, as a sentence with links; nothing where the server does not say. */
export function whyOf({ desired, release, environment, why }: TabletRow): Piece[] {
  const version = desired ?? release // what it is not told to leave, it keeps
  if (version === undefined || why === undefined) return []
  const { because, deployment, wave, until } = why
  return sentenceOf(said(tabletWords.because, because), {
    desired: { text: version, href: addressOf('release', version) },
    environment: { text: environment },
    deployment:
      deployment === undefined
        ? undefined
        : { text: tabletWords.deployment, href: addressOf('deployment', deployment) },
    wave: wave === undefined ? undefined : { text: String(wave) },
    until: until === undefined ? undefined : { text: shortMoment(until) },
  })
}

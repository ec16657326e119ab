import { isPatchWorth } from '@relevo/core/patch'

/** What a patch is measured against: the contents it makes, sent one by one. */
export interface Full {
  gzip: number
  /** Absent while not all of them are brotli that are to be. */
  br?: number
}

/** `unsure`: it shows when the contents are brotli. */
export type Verdict = 'worth' | 'pointless' | 'unsure'

/** Brotli 11 is hardly ever under two thirds of gzip 9: a patch of at most this share of gzip is worth it in any case. */
const SURELY = 0.4

/**
 * Is a patch worth having, as brotli beside brotli?
 *
 * @param br its bytes
 */
export function verdictOf(br: number, full: Full): Verdict {
  if (full.br !== undefined) return isPatchWorth(br, full.br) ? 'worth' : 'pointless'
  if (br <= SURELY * full.gzip) return 'worth'
  return isPatchWorth(br, full.gzip) ? 'unsure' : 'pointless'
}

import { isTabletCode, SENTENCES } from '@relevo/core/errors'
import { CURES_ES } from './cures-es.ts'
import { language, said, spoken } from './language.ts'
import { EN } from './tablets-en.ts'
import { ES } from './tablets-es.ts'

/** What the page says of tablets. */
export const tabletWords = spoken(EN, ES)

/** A code in words; a code of a newer server stands for itself. */
export function reason(code: string): string {
  return said(tabletWords.reasons, code)
}

/** What can be done about a code; nothing is known of a newer server's. */
export function cureOf(code: string): string | undefined {
  if (!isTabletCode(code)) return undefined
  return language === 'es' ? CURES_ES[code] : SENTENCES[code].do
}

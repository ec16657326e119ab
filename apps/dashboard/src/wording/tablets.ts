import { said, spoken } from './language.ts'
import { EN } from './tablets-en.ts'
import { ES } from './tablets-es.ts'

/** What the page says of tablets. */
export const tabletWords = spoken(EN, ES)

/** A code in words; a code of a newer server stands for itself. */
export function reason(code: string): string {
  return said(tabletWords.reasons, code)
}

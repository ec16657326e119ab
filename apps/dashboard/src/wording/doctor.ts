import type { FindingRow } from '../doctor/finding-row.ts'
import { EN } from './doctor-en.ts'
import { ES } from './doctor-es.ts'
import { language, spoken } from './language.ts'

/** What the page of the doctor says. */
export const doctorWords = spoken(EN, ES)

/** What a check of this server would say, by its id; it says why and what to do in English itself. */
const texts: Record<string, { name: string; why?: string; do?: string }> = doctorWords.checks

/** How a check is called; one of a newer server goes by its id. */
export function checkName(check: string): string {
  return Object.hasOwn(texts, check) ? (texts[check]?.name ?? check) : check
}

/** What comes of a finding, and what is to be done: in the words of this page where it has them, else in the server's. */
export function wordsOf({ check, why, do: cure }: FindingRow): { why: string; cure: string } {
  const own = Object.hasOwn(texts, check) ? texts[check] : undefined
  return { why: own?.why ?? why, cure: own?.do ?? cure }
}

/** The server's own cure for just this finding, where the page would say another that is less exact. */
export function exactCure({ check, do: cure }: FindingRow): string | undefined {
  return language !== 'en' && (check.startsWith('mqtt-') || check === 'same-id') ? cure : undefined
}

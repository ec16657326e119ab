import { deployingWords as words } from '../wording/deploying.ts'
import type { DeployFaults } from './deploy-draft.ts'
import type { WaveField } from './wave-draft.ts'

/** What is wrong with each field, in words. What was only not filled in yet is no reproach until somebody wants to go on. */
export interface FaultWords {
  of(field: 'version' | 'waves' | 'atOnce' | 'autoPromote' | 'startAt'): string | undefined
  waves: Map<number, Map<WaveField, string>>
}

/** @param isTried somebody has pressed the button already */
export function faultWords(faults: DeployFaults | undefined, isTried: boolean): FaultWords {
  return {
    of(field) {
      const fault = faults?.fields.get(field)
      if (!fault || (fault.is === 'missing' && !isTried)) return undefined
      return field === 'waves' ? words.missingWaves : words.faults(fault)
    },
    waves: new Map(
      [...(faults?.waves ?? [])].map(([key, fields]) => [
        key,
        new Map(
          [...fields]
            .filter(([, fault]) => isTried || (fault.is !== 'missing' && fault.is !== 'names'))
            .map(([field, fault]) => [field, words.faults(fault)]),
        ),
      ]),
    ),
  }
}

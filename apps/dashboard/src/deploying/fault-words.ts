import { deployingWords as words } from '../wording/deploying.ts'
import type { DeployFaults, DeployField } from './deploy-draft.ts'
import type { WaveField } from './wave-draft.ts'

/** What is wrong with each field, in words. What was only not filled in yet is no reproach until somebody wants to go on. */
export interface FaultWords {
  of(field: DeployField): string | undefined
  waves: Map<number, Map<WaveField, string>>
}

/**
 * @param isTried somebody has pressed the button already
 * @param server what the server finds wrong with waves
 */
export function faultWords(
  faults: DeployFaults | undefined,
  isTried: boolean,
  server: FaultWords['waves'] = new Map(),
): FaultWords {
  return {
    of(field) {
      const fault = faults?.fields.get(field)
      if (!fault || (fault.is === 'missing' && !isTried)) return undefined
      return field === 'waves' ? words.missingWaves : words.faults(fault)
    },
    waves: new Map([...serverWords(server), ...draftWords(faults, isTried)]),
  }
}

type WaveWords = [number, Map<WaveField, string>]

function serverWords(waves: FaultWords['waves']): WaveWords[] {
  return [...waves].map(([key, fields]) => [
    key,
    new Map([...fields].map(([field, must]) => [field, words.mustBe(must)])),
  ])
}

function draftWords(faults: DeployFaults | undefined, isTried: boolean): WaveWords[] {
  return [...(faults?.waves ?? [])].map(([key, fields]) => {
    const told = [...fields].filter(([, { is }]) => isTried || (is !== 'missing' && is !== 'names'))
    return [key, new Map(told.map(([field, fault]) => [field, words.faults(fault)]))]
  })
}

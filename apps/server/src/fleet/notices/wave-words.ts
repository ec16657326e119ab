import type { FleetEvent } from '../event.ts'
import type { Severity } from './notice.ts'

/** What people are told of the waves of a deployment; `undefined` for what is no news to anybody. */
export function waveWords({ type, environment = '', data }: FleetEvent): [Severity, string] | undefined {
  const { version, wave, action } = data
  switch (type) {
    case 'deployment-paused':
      return ['warning', `${environment}: ${version} is paused`]
    case 'wave-inconclusive':
      return ['warning', `${environment}: ${version} is paused, because too little is heard of wave ${wave}`]
    case 'wave-gated':
      return ['warning', `${environment}: wave ${wave} of ${version} waits for a yes`]
    case 'preview-ready':
      return data.until === undefined
        ? ['warning', `${environment}: the preview of ${version} waits to be switched to`]
        : undefined
    case 'brake-engaged': {
      const then = action === 'rollback' ? 'it is taken back' : action === 'pause' ? 'nobody new gets it' : 'it goes on'
      return ['critical', `${environment}: ${version} fails on too many tablets; ${then}`]
    }
    default:
      return undefined
  }
}

/** The numbers that decided. */
export function waveLines({ type, data }: Pick<FleetEvent, 'type' | 'data'>): string[] {
  const { wave, errors, samples, value, threshold } = data
  if (type !== 'brake-engaged' && type !== 'wave-inconclusive') return []
  const lines = [`Wave: ${wave}`, `Failed: ${errors} of ${samples} tablets`]
  if (type === 'brake-engaged' && typeof value === 'number' && typeof threshold === 'number')
    lines.push(`At least ${percent(value)} fail, with 95 % confidence; the limit is ${percent(threshold)}`)
  return lines
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

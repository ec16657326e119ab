import { amountText } from '../screen/amount.ts'
import { table } from '../screen/table.ts'
import type { Deployment } from './read-deployment.ts'
import type { WaveProgress } from './read-wave.ts'
import { membersText, verdictText } from './wave-text.ts'

const HEADINGS = [
  'wave',
  'who',
  'status',
  'tablets',
  'online',
  'waiting',
  'on their way',
  'on it',
  'failed',
  'cannot',
  'verdict',
]

/** The waves of a deployment as a table; nothing where it has none. */
export function wavesText({ waves = [] }: Deployment): string {
  return waves.length === 0 ? '' : table(HEADINGS, waves.map(cells))
}

function cells(wave: WaveProgress): string[] {
  const { members, online, waiting, underWay, succeeded, failed, incompatible, status, approval, verdict } = wave
  const amounts = [members, online, waiting, underWay, succeeded, failed, incompatible].map(amountText)
  const gate = status === 'pending' && approval ? ', needs a yes' : ''
  return [String(wave.wave), membersText(wave), `${status}${gate}`, ...amounts, verdict ? verdictText(verdict) : '-']
}

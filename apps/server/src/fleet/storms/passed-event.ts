import type { NewEvent } from '../event.ts'
import type { Comer } from './comer.ts'
import type { PassedStorm } from './storm.ts'

/** What a line of the log calls them. */
const NAMES: Record<Comer, string> = {
  'check-in': 'checkIns',
  patch: 'patches',
  file: 'files',
  navigation: 'pages',
}

/** The one line of the log that a storm leaves, when it is over. */
export function passedEvent({ lasted, worst, refused }: PassedStorm, at: number): NewEvent {
  const counts = Object.entries(refused).filter(([, count]) => count > 0)
  return {
    at,
    type: 'storm-passed',
    subject: { kind: 'server', id: 'server' },
    data: {
      seconds: Math.ceil(lasted / 1_000),
      late: Math.round(worst),
      ...Object.fromEntries(counts.map(([comer, count]) => [NAMES[comer as Comer], count])),
    },
  }
}

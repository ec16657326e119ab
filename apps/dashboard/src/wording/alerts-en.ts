import { amount } from './units.ts'

/** What the page says of alerts, in English. */
export const EN = {
  alerts: 'Alerts',
  alert: 'Alert',
  worst: 'Value',
  by: 'Acknowledged by',
  firing: 'Firing',
  resolved: 'Resolved',
  quiet: 'Nothing is wrong: no rule fires.',
  noneResolved: 'Nothing has been resolved yet.',
  rules: {
    'adoption-stalled': 'Too few tablets run the release they should',
    'error-rate': 'Too many tablets met an error',
    offline: 'Too many tablets are offline',
    skew: 'Too many releases at once',
    'no-check-ins': 'No tablet checks in',
  },
  /** Said before what the server says, where that is in another language. */
  sentences: {} as Record<string, (value: string, limit: string, samples: number) => string>,
  since: 'Since',
  lasted: 'Lasted',
  value: 'Value',
  limit: 'Limit',
  samples: (count: number) => `of ${amount(count)}`,
  acknowledged: (by: string, moment: string) => `Acknowledged by ${by}, ${moment}`,
  silenced: (moment: string) => `Silenced until ${moment}`,
  silencedIs: 'no notices go out',
  acknowledge: 'Acknowledge…',
  acknowledgeTitle: (rule: string, environment: string) => `${environment}: ${rule}`,
  acknowledgeMeans: 'It stays until its cause is gone; everybody sees that you are at it.',
  note: 'Note (may be left out)',
  doAcknowledge: 'Acknowledge',
  silence: 'Silence for',
  silenceFor: [
    ['1 h', 3_600],
    ['8 h', 28_800],
    ['1 d', 86_400],
    ['1 w', 604_800],
  ] as [string, number][],
  unsilence: 'Lift the silence',
  firingCount: (count: number) => `${amount(count)} ${count === 1 ? 'alert fires' : 'alerts fire'}`,
}

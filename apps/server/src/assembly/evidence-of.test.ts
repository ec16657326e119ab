import { expect, test } from 'vitest'
import type { ListedKiosk } from '../fleet/kiosks/listed-kiosk.ts'
import { evidenceOf } from './evidence-of.ts'

const kiosk = (more: object): ListedKiosk =>
  ({ id: 'k1', standing: 'known', app: 'fully', facts: {}, faults: [], conflicts: [], since: 0, ...more }) as never
const kiosks = (...known: ListedKiosk[]) => ({ list: () => known, unlinked: () => [] })

test('what is not there is no evidence', () => {
  const { broker, siteBroker, access } = evidenceOf({ kiosks: kiosks() })
  expect([broker?.(), siteBroker?.(), access?.()]).toEqual([undefined, undefined, undefined])
})

test.each([
  [
    { phase: 'up', protocol: '3.1.1' },
    { isUp: true, protocol: '3.1.1' },
  ],
  [
    { phase: 'waiting', trouble: { reason: 'nothing listens' } },
    { isUp: false, reason: 'nothing listens' },
  ],
  [{ phase: 'connecting' }, { isUp: false }],
  [{ phase: 'stopped' }, { isUp: false }],
] as const)('a line that is %j is told as %j', (line, told) => {
  const { siteBroker } = evidenceOf({ kiosks: kiosks(), site: { state: () => ({ line, refusals: [] }) } })
  expect(siteBroker?.()).toEqual({ ...told, refusals: [] })
})

test('of a kiosk app what the checks look at, and its secret is nowhere', () => {
  const { kiosks: told } = evidenceOf({
    kiosks: kiosks(
      kiosk({
        standing: 'found',
        place: { base: 'fully/', device: 'x' },
        link: { tablet: 'hall', confidence: 'said', how: 'person', at: 0 },
        hasSecret: true,
        isOnline: true,
        trouble: 'it does not answer',
        facts: { launchUrl: 'http://panel/?key=s3cret' },
      }),
      kiosk({ facts: { launchUrl: 'http://panel/', launchUrls: 3 } }),
      kiosk({}),
    ),
  })
  const [first, second, third] = told?.()?.known ?? []
  expect(first).toEqual({
    id: 'k1',
    app: 'fully',
    isFound: true,
    base: 'fully/',
    faults: [],
    tablet: 'hall',
    conflicts: [],
    isOnline: true,
    launchUrls: 1,
    trouble: 'it does not answer',
  })
  expect([second?.launchUrls, third?.launchUrls]).toEqual([3, undefined])
})

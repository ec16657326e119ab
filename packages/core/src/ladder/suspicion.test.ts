import { expect, it } from 'vitest'
import { MINUTE, page, RIGHT, RULES, SILENT, sight } from '../testing/ladders.ts'
import type { PageSight, Sight } from './sight.ts'
import { type Suspicion, suspect } from './suspicion.ts'

const { after } = RULES

/** Since when a tablet is suspected after looks at it, one a minute. */
function since(looks: readonly Sight[]): number | undefined {
  let suspicion: Suspicion | undefined
  looks.forEach((seen, minute) => {
    suspicion = suspect(suspicion, seen, after, minute * MINUTE)
  })
  return suspicion && suspicion.since / MINUTE
}

const at = (but: Partial<PageSight>) => sight({ page: page(but) })

it('[L8] a tablet is wrong for as long as it has looked the same', () => {
  expect(since([RIGHT, sight(), sight(), sight()])).toBe(1)
  expect(since([sight(), sight(), RIGHT, sight(), sight()])).toBe(3)
  expect(since([sight(), SILENT])).toBe(1)
  expect(since([SILENT, sight({ page: page({ isThere: false, release: 'r0' }) })])).toBe(0)
  expect(since([sight(), sight({ desired: 'r3' })])).toBe(1)
  const loading = [1, 2, 3].map((progress) => at({ phase: 'downloading', target: 'r2', progress }))
  expect(since(loading)).toBe(2)
  // What it is stuck with it says between its tries too.
  expect(since([at({ phase: 'stuck', stuck: {} }), at({ phase: 'current', stuck: {} })])).toBe(0)
  expect(since([sight(), sight({ kiosk: undefined, page: page({ isThere: false }) })])).toBeUndefined()
})

it('[L8] one that never stands still and never comes anywhere stands still at last', () => {
  const restless = Array.from({ length: 60 }, (_, minute) => at({ phase: minute % 2 ? 'switching' : 'current' }))
  expect(since(restless.slice(0, 45))).toBe(44)
  expect(since(restless)).toBe(44)
  // Another release, or a page that is heard again, is another matter.
  expect(since([...restless, sight({ desired: 'r3' })])).toBe(60)
  expect(since([...restless, SILENT])).toBe(60)
})

it('[L29] a clock that is set back has the same time pass anew, and no more', () => {
  const before = suspect(undefined, sight(), after, 10 * MINUTE)
  expect(suspect(before, sight(), after, 11 * MINUTE)).toBe(before)
  expect(suspect(before, sight(), after, 2 * MINUTE)).toMatchObject({ since: 2 * MINUTE, first: 2 * MINUTE })
})

import { describe, expect, it } from 'vitest'
import { PLACES, placeOf } from './place.ts'

const TABLETS = 20_000

/** Ids as people give them. */
const NAMINGS: Record<string, (n: number) => string> = {
  'lobby-1, lobby-2, …': (n) => `lobby-${n}`,
  '000001, 000002, …': (n) => String(n).padStart(6, '0'),
  'a run of hex': (n) => (0x5f3759df + n).toString(16),
  'floor-1-room-1-panel, …': (n) => `floor-${n % 40}-room-${Math.floor(n / 40)}-panel`,
}
const namings = Object.entries(NAMINGS)

const placesOf = (deployment: string, name: (n: number) => string) =>
  Array.from({ length: TABLETS }, (_, n) => placeOf(deployment, name(n)))

it('[W1] a tablet has one place in the queue of a deployment, whoever counts it out', () => {
  // As FNV-1a and MurmurHash3's finalizer make them elsewhere: a place that changed would move a fleet between its waves.
  expect(placeOf('d1', 'lobby-1')).toBe(3_706_050_344)
  expect(placeOf('d1', 'lobby-2')).toBe(3_024_617_517)
  expect(placeOf('d2', 'lobby-1')).toBe(318_589_073)
  expect(placeOf('d', '1lobby')).not.toBe(placeOf('d1', 'lobby'))
})

describe.each(namings)('tablets that are called %s', (_, name) => {
  it.each(['d1', 'd2', '01931f0e-7d5c-7b7e-9c57-3d1f6a2b4c5d'])('[W2] are spread evenly over the queue of %s', (id) => {
    const bins = new Uint32Array(100)
    for (const place of placesOf(id, name)) {
      const bin = Math.floor((100 * place) / PLACES)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const expected = TABLETS / bins.length
    const chiSquare = bins.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0)
    // With 99 degrees of freedom, chance alone is above 149 once in a thousand times.
    expect(chiSquare).toBeLessThan(149)
  })

  it('[W1] stand elsewhere in the queue of another deployment', () => {
    const first = (id: string) => placesOf(id, name).map((place) => place < PLACES / 10)
    const [one, other] = [first('d1'), first('d2')]
    const both = one.filter((isFirst, n) => isFirst && other[n]).length
    // Two tenths that know nothing of each other share a hundredth: 200 of 20,000, give or take 14.
    expect(both).toBeGreaterThan(130)
    expect(both).toBeLessThan(270)
  })
})

it('[W2] hardly any two of a large fleet share a place', () => {
  const fleet = Array.from({ length: 100_000 }, (_, n) => placeOf('d1', `lobby-${n}`))
  expect(new Set(fleet).size).toBeGreaterThan(99_990)
})

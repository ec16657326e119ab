import { describe, expect, it } from 'vitest'
import { layersOf, stacked } from './release-history.ts'

const history = (points: Record<string, number>[]) => ({
  releases: [...new Set(points.flatMap((one) => Object.keys(one)))],
  points: points.map((counts, i) => ({ at: new Date(i).toISOString(), counts, offline: 0 })),
})

describe('the layers of the chart', () => {
  it('have what most tablets run now at the bottom', () => {
    const layers = layersOf(
      history([
        { r1: 9, r2: 1 },
        { r1: 2, r2: 8 },
      ]),
    )
    expect(layers).toEqual([
      { name: 'r2', counts: [1, 8] },
      { name: 'r1', counts: [9, 2] },
    ])
  })

  it('leave out what no tablet ran', () => {
    expect(layersOf(history([{ r1: 1, r0: 0 }])).map(({ name }) => name)).toEqual(['r1'])
  })

  it('count a release that is called like something every object has', () => {
    const { points } = history([{}, { constructor: 2 }])
    expect(layersOf({ releases: ['constructor'], points })).toEqual([{ name: 'constructor', counts: [0, 2] }])
  })

  it('take the small ones together, and lose no tablet', () => {
    const counts = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`r${i}`, i + 1]))
    const layers = layersOf(history([counts]))
    expect(layers).toHaveLength(7)
    expect(layers.at(-1)).toEqual({ name: '', counts: [1 + 2 + 3 + 4 + 5 + 6] })
    expect(layers.reduce((sum, one) => sum + (one.counts[0] ?? 0), 0)).toBe(78)
  })

  it('stand on each other, and not on a hidden one', () => {
    expect(
      stacked(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        () => false,
      ),
    ).toEqual([
      [1, 2],
      [4, 6],
      [9, 12],
    ])
    expect(
      stacked(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        (nth) => nth === 1,
      ).at(-1),
    ).toEqual([6, 8])
  })
})

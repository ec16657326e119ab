import { describe, expect, it } from 'vitest'
import { wilsonLower } from './wilson.ts'

describe('[W39] the lower bound of the Wilson score interval, 95 % on one side', () => {
  /** By the textbook: the smaller root of (p - p0)² = z² p0 (1 - p0) / n, found by bisection and not by its formula. */
  function byDefinition(failures: number, samples: number): number {
    const share = failures / samples
    const isTooLow = (p: number) => (share - p) ** 2 > (1.6448536269514722 ** 2 * p * (1 - p)) / samples
    let [low, high] = [0, share]
    for (let i = 0; i < 60; i += 1) {
      const middle = (low + high) / 2
      if (isTooLow(middle)) low = middle
      else high = middle
    }
    return low
  }

  it.each([
    [1, 1],
    [1, 5],
    [2, 5],
    [3, 40],
    [5, 100],
    [8, 100],
    [50, 1_000],
    [100, 100],
  ])('[W39] is what it is defined to be for %i of %i', (failures, samples) => {
    expect(wilsonLower(failures, samples)).toBeCloseTo(byDefinition(failures, samples), 12)
  })

  it('[W39] is what R says', () => {
    // prop.test(5, 10, conf.level = 0.9, correct = FALSE): 90 % on two sides are 95 % on one
    expect(wilsonLower(5, 10)).toBeCloseTo(0.2692718, 7)
  })

  it('[W39] knows nothing without samples, and says nothing without failures', () => {
    expect(wilsonLower(0, 0)).toBe(0)
    expect(wilsonLower(0, 1_000)).toBe(0)
  })

  it('[W39] believes more the more it has seen, and never more than was seen', () => {
    const bounds = [10, 100, 1_000, 10_000].map((samples) => wilsonLower(samples / 10, samples))
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b))
    expect(bounds.every((bound) => bound < 0.1)).toBe(true)
  })
})

import { expect, it } from 'vitest'
import { runSeeds } from './chaos/run-seeds.ts'

const SEEDS = 2_000

it(`keeps its promise through ${SEEDS} random lives of a tablet`, { timeout: 300_000 }, async () => {
  const { broken, wentBack, patched } = await runSeeds(1, SEEDS)
  const how = broken.map(({ seed, broken }) => `npm run chaos -- --seed ${seed}   # ${broken}`)
  expect(how).toEqual([])
  // Lives without a release that fails, or without a patch that helps, would prove nothing.
  expect(wentBack).toBeGreaterThan(SEEDS / 20)
  expect(patched).toBeGreaterThan(SEEDS / 5)
})

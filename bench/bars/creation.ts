import type { Bar } from './bar.ts'
import { withFleet } from './with-fleet.ts'

const ROUNDS = 5

/** An order for a connected fleet, until its answer: the deployment is on disk then. Each supersedes the one before. */
export const creation: Bar = (bench) =>
  withFleet(bench, ['--answer', '60', '--download', '60'], async (server) => {
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const version = round % 2 === 0 ? 'r2' : 'r1'
      const begun = performance.now()
      await server.call('POST', '/api/deployments', { version, environment: 'production', supersede: true })
      took.push((performance.now() - begun) / 1_000)
    }
    return [{ what: `order for ${bench.tablets} tablets until its answer`, values: took, unit: 's', below: 2 }]
  })

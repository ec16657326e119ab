import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, twoReleases } from '../../testing/packing-rig.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
})

describe('a deployment', () => {
  const ready = () => {
    const said: string[] = []
    const calledOff = new AbortController()
    const over = rig.packing.ready('production', 'r2', (text) => said.push(text), calledOff.signal)
    return { said, over, calledOff }
  }

  test('waits for the patches of what its tablets report, and says so', async () => {
    const held = Promise.withResolvers<void>()
    rig.onJob = (job) => (job === 'patch r1 r2' ? held.promise : Promise.resolve())
    rig.view.reported = { r1: 2 }
    await rig.begin()
    const { said, over } = ready()
    await rig.idle()
    expect(said).toEqual(['waiting for the patch from r1'])
    held.resolve()
    await over
    expect(said).toEqual(['waiting for the patch from r1', 'patch from r1: 100 bytes as brotli'])
  })

  test('of which nobody needs a patch waits for nothing', async () => {
    rig.onJob = () => new Promise(() => undefined)
    await rig.begin()
    const { said, over } = ready()
    await over
    expect(said).toEqual([])
  })

  test('goes on after a minute, or when it is called off', async () => {
    rig.onJob = () => new Promise(() => undefined)
    rig.view.reported = { r1: 2 }
    await rig.begin()
    const [one, other] = [ready(), ready()]
    await rig.idle()
    other.calledOff.abort()
    await other.over
    rig.clock.push(60_000)
    await one.over
    expect(one.said.at(-1)).toBe('going on without: r1; tablets with those download whole files meanwhile')
    expect(other.said).toHaveLength(1)
  })
})

import { closePage } from '../close-page.ts'
import { manifestOf } from '../server.ts'
import { expect, test } from '../story.ts'
import { launch, move, restart, type World } from './moves.ts'
import { rollsOf } from './rolls.ts'

/** `CHAOS_SEED=7` replays one, `CHAOS_SEEDS=200` runs more of them. */
const { CHAOS_SEED, CHAOS_SEEDS = '12' } = process.env
const SEEDS = CHAOS_SEED ? [Number(CHAOS_SEED)] : Array.from({ length: Number(CHAOS_SEEDS) }, (_, n) => n + 1)
const MOVES = 12
/** A release that does not come up has two of them before it is left. */
const STARTS = 3
/** Navigations of all pages together, the person's included. */
const MOST_NAVIGATIONS = 60

for (const seed of SEEDS) {
  test(`seed ${seed}: after every trouble the tablet shows one whole release, the wanted one`, async ({
    server,
    wire,
    tablet,
    context,
  }, testInfo) => {
    test.setTimeout(240_000)
    const world: World = { serverRuns: true, server, wire, tablet, roll: rollsOf(seed) }
    // A server that takes a request and never answers is one of the troubles.
    context.setDefaultNavigationTimeout(10_000)
    let navigations = 0
    context.on('page', (page) => page.on('framenavigated', () => navigations++))
    await server.publish('r1')
    await tablet.settle('r1', 'policy=auto&checkEvery=1')
    const happened: string[] = []
    for (let n = 0; n < MOVES; n++) happened.push(await move(world))
    testInfo.annotations.push({ type: 'happened', description: happened.join(', ') })

    wire.fault(undefined)
    wire.cut() // what hangs would keep a browser's few connections to a host
    await restart(world)
    await server.publish('r2')
    await server.relevo('notify', 'r2', '--retry', '--json')
    await arrives(world, 'r2')
    expect(navigations).toBeLessThan(MOST_NAVIGATIONS)

    // What it shows is one release, byte for byte, also without a network.
    const calm = navigations
    await context.setOffline(true)
    await tablet.page.reload()
    await tablet.shows('r2')
    const { files } = await manifestOf('r2')
    expect(await hashes(world, Object.keys(files))).toEqual(
      Object.fromEntries(Object.entries(files).map(([path, { sha256 }]) => [path, sha256])),
    )
    expect(navigations).toBe(calm + 1)
  })
}

/** Somebody restarts the kiosk app, at most so often. */
async function arrives(world: World, version: string): Promise<void> {
  const { tablet } = world
  const kept = async () => {
    const { phase, running, stored } = (await tablet.state()) as { phase: string; running?: string; stored?: boolean }
    return { phase, running, stored }
  }
  for (let starts = 1; ; starts++) {
    for (const page of tablet.context.pages()) await closePage(page)
    await launch(world)
    try {
      await expect.poll(kept, { timeout: 30_000 }).toEqual({ phase: 'current', running: version, stored: true })
      return
    } catch (error) {
      if (starts === STARTS) throw error
    }
  }
}

/** What a page of the tablet is given, by path. */
function hashes({ tablet }: World, paths: string[]): Promise<Record<string, string>> {
  return tablet.page.evaluate(async (paths) => {
    const found: Record<string, string> = {}
    for (const path of paths) {
      const response = await fetch(`/${path.split('/').map(encodeURIComponent).join('/')}`)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()))
      found[path] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    }
    return found
  }, paths)
}

import { dice } from '../../packages/core/src/testing/dice.ts'
import { Moves, troublesOf } from './moves.ts'
import { makeRelease } from './releases.ts'
import { Site } from './site.ts'
import { type Runs, Tablet } from './tablet.ts'
import { fineWeather } from './weather.ts'

const MINUTE = 60_000
const MOVES = 40
/** A release that hangs has two of them before it is left. */
const STARTS = 3

/** How a life ended. */
export interface End {
  /** What was broken, or `undefined`. */
  broken: string | undefined
  /** It ended on the release before, because the wanted one is no good here. */
  wentBack: boolean
  /** The last patch it took made all it should. */
  patched: boolean
}

/**
 * One tablet's life: installed, disturbed in every way this seed has, then left in peace.
 *
 * @param trace hears every event, for a person
 */
export async function live(seed: number, runs: Runs, trace?: (line: string) => void): Promise<End> {
  const chance = dice(seed)
  const troubles = troublesOf(chance)
  const hashed = chance.chance(0.5)
  const patches = chance.pick(['none', 'right', 'right'] as const)
  const site = new Site(makeRelease('r0', 'good', hashed, chance), chance.chance(0.2), patches)
  const settings = {
    policy: chance.pick(['prompt', 'auto', 'force'] as const),
    countdown: chance.pick([60, 60, 0]),
    checkEvery: chance.pick([300, 600]),
    later: 600,
    laterLimit: 2,
    maxHold: 600,
    inUse: chance.pick([0, 30]),
  }
  const tablet = new Tablet(site, chance, settings, runs)
  tablet.trace = trace && ((line) => trace(`${(tablet.timeline.now / 1_000).toFixed(3).padStart(10)} ${line}`))
  tablet.trace?.(
    `seed ${seed}: ${[...troubles].join(', ')}; ${hashed ? 'hashed' : 'plain'} names; ${patches} patches; ${JSON.stringify(settings)}`,
  )

  const moves = new Moves(tablet, troubles, hashed)
  tablet.open()
  if (chance.chance(0.8)) await tablet.timeline.pass(10 * MINUTE)
  for (let n = 0; n < MOVES && !tablet.witness.broken; n += 1) await moves.one()
  return endOf(tablet, moves)
}

/** The weather clears: does the promise hold? */
async function endOf(tablet: Tablet, moves: Moves): Promise<End> {
  const { witness, site, weather, timeline } = tablet
  tablet.trace?.('the weather clears')
  Object.assign(weather, fineWeather())
  witness.disturbed()

  await peace(tablet, 70)
  expectLeft(tablet)
  await startSometimes(tablet)
  const wentBack = expectSafe(tablet)
  if (witness.reloads > 60) witness.breaks(`${witness.reloads} reloads in all`)

  const isUp = tablet.pages[0]?.window.shows
  site.directive = undefined
  const fresh = moves.publish('good')
  await peace(tablet, 40)
  if (isUp && tablet.pages[0]?.html?.release !== fresh) witness.breaks(`${fresh} did not arrive by itself`)
  await startSometimes(tablet)
  expectFresh(tablet, fresh)

  const { reloads } = witness
  await timeline.pass(30 * MINUTE)
  if (witness.reloads > reloads) witness.breaks('it reloads for no reason')
  const patched = witness.record()?.patched?.outcome === 'applied'
  return { broken: witness.broken, wentBack, patched }
}

/** Everything works, the app holds nothing, and a person says yes. */
async function peace(tablet: Tablet, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes && !tablet.witness.broken; passed += 5) {
    for (const { manager, question, answers, life } of tablet.pages) {
      if (!life.alive) continue
      manager?.free('call')
      if (question) answers?.accept()
    }
    await tablet.timeline.pass(5 * MINUTE)
    tablet.witness.look()
  }
  tablet.witness.lookAtStore()
}

/** Somebody restarts the kiosk app, as happens every night. */
async function startSometimes(tablet: Tablet): Promise<void> {
  for (let starts = 0; starts < STARTS; starts += 1) await start(tablet)
  // It has used up its reloads, which are given back within the hour.
  if (tablet.pages.some(({ manager }) => manager?.state.phase === 'stuck')) await peace(tablet, 70)
  // What came last may hang until the next start.
  if (tablet.pages.some(({ hangs }) => hangs)) await start(tablet)
}

async function start(tablet: Tablet): Promise<void> {
  for (const page of [...tablet.pages]) tablet.close(page)
  tablet.open()
  await peace(tablet, 15)
}

/** A page that can be navigated does not stay on a release that has failed, also when nobody restarts anything. */
function expectLeft({ pages, site, witness }: Tablet): void {
  for (const { html, isFromStore, isControlled } of pages) {
    const { version = '', health = 'good' } = site.releases.get(html?.release ?? '') ?? {}
    const isLeft = !isFromStore || !isControlled || !witness.failed().includes(version)
    if (['throws', 'blank'].includes(health) && !isLeft)
      witness.breaks(`${version} failed, and its page is still there`)
  }
}

/** The wanted release, or the one before and the failure remembered; whole, and shown. */
function expectSafe(tablet: Tablet): boolean {
  const { witness, site } = tablet
  const [page] = tablet.pages
  const shown = page?.html?.release
  const { slots } = witness.record() ?? {}
  const wanted = site.current
  const isRemembered = slots?.failed[wanted.version] !== undefined
  const isGood = site.releases.get(shown ?? '')?.health === 'good'
  if (isGood) expectWhole(tablet)
  const isCrashing = !shown && wanted.health === 'crashes'
  if (shown === wanted.version || isCrashing) {
    // A bad one is shown where nothing else is stored whole and no server has it, or where there is no worker.
    const isExcused = !slots?.active || !tablet.hasWorker || (site.isStatic && witness.isDamaged)
    if (!isGood && !isExcused) witness.breaks(`it ended on ${shown}, which is ${wanted.health}`)
    return false
  }
  if (!isGood) witness.breaks(`it ended on ${shown}`)
  if (!isRemembered) witness.breaks(`it ended on ${shown}, and ${wanted.version} never failed here`)
  if (page?.manager?.state.phase !== 'rolled_back') witness.breaks(`it went back and is ${page?.manager?.state.phase}`)
  return true
}

function expectFresh(tablet: Tablet, fresh: string): void {
  const { witness } = tablet
  const [page] = tablet.pages
  const { slots } = witness.record() ?? {}
  if (page?.html?.release !== fresh) witness.breaks(`${fresh} did not arrive, ${page?.html?.release} is shown`)
  expectWhole(tablet)
  if (slots?.phase !== 'settled' || slots.active !== fresh) witness.breaks(`${fresh} runs and is not kept`)
  if (page?.manager?.state.phase !== 'current') witness.breaks(`${fresh} runs and is ${page?.manager?.state.phase}`)
}

function expectWhole({ pages: [page], site, witness }: Tablet): void {
  const release = page?.html?.release ?? 'nothing'
  if (!page?.window.shows) witness.breaks(`${release} is on the tablet, and shows nothing`)
  if (page?.runs?.release !== release) witness.breaks(`the page of ${release} runs ${page?.runs?.release}`)
  const { files } = site.releases.get(release) ?? {}
  for (const [path, content] of page?.files ?? []) {
    // What the browser took out of the store, and its host has no more, the page has to do without: another's is worse.
    if (content === undefined && witness.isDamaged) continue
    if (content !== files?.get(path)) witness.breaks(`${release} has a wrong ${path}: ${content?.trim()}`)
  }
}

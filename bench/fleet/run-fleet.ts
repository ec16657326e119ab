import type { Version } from '@relevo/core/release'
import { clock } from '../../packages/client/src/clock.ts'
import { rulesOf, readOptions as settingsOf } from '../../packages/client/src/options.ts'
import { dice } from '../../packages/core/src/testing/dice.ts'
import { openLine } from './line.ts'
import { measuredFetch } from './measured-fetch.ts'
import type { Nature } from './nature.ts'
import type { Asked } from './options.ts'
import type { Inhabitant } from './population.ts'
import { bringToLife, type Tablet } from './tablet.ts'
import { createTally, type Figures } from './tally.ts'

/** A fleet that lives. */
export interface RunningFleet {
  figures(): Figures
  /** Switch all of them off, where they stand. */
  stop(): void
}

/** Between two handfuls of tablets that are switched on, ms. */
const HANDFUL_EVERY = 50
/** Seeds of one fleet are this far from each other. */
const STRIDE = 2_654_435_761

/** Switch a fleet on, a handful after the other. @param release what it runs at first */
export function runFleet(inhabitants: readonly Inhabitant[], release: Version, asked: Asked): RunningFleet {
  const { url, prefix, seed, poll, mqtt, host, connect } = asked
  const tally = createTally(
    inhabitants.map(({ id }) => id),
    release,
    clock.now,
  )
  const { fetch, close } = measuredFetch(() => performance.now(), tally, host)
  const broker = `${rootOf(url).replace(/^http/, 'ws')}/mqtt`
  const surroundings = {
    versionUrl: versionUrlOf(url),
    clock,
    fetch,
    ...(mqtt && { openLine: openLine.bind(undefined, broker, prefix) }),
    poll: 1_000 * poll,
    watcher: tally,
  }
  const nature = natureOf(asked, release)
  const living: Tablet[] = []
  const begun = clock.now()
  const switchOn = () => {
    const due = Math.min(inhabitants.length, Math.ceil(((clock.now() - begun + HANDFUL_EVERY) / 1_000) * connect))
    for (const { id } of inhabitants.slice(living.length, due))
      living.push(bringToLife(id, release, nature, dice((seed + living.length * STRIDE) >>> 0), surroundings))
    if (living.length === inhabitants.length) clearInterval(switching)
  }
  const switching = setInterval(switchOn, HANDFUL_EVERY)
  switchOn()
  return {
    figures: () => tally.figures(),
    stop() {
      clearInterval(switching)
      for (const tablet of living) tablet.stop()
      close()
    },
  }
}

/** Where a server has its `version.json`. */
export function versionUrlOf(url: string): string {
  return `${rootOf(url)}/config/version.json`
}

function rootOf(url: string): string {
  return url.replace(/\/$/, '')
}

/** The nature of all of its tablets. */
function natureOf(asked: Asked, first: Version): Nature {
  const { 'fail-release': bad, download, answer, start, offline, away } = asked
  const share = asked.fail ?? (bad === undefined ? 0 : 1)
  return {
    rules: rulesOf(settingsOf({ version: first })),
    download: 1_000 * download,
    answer: 1_000 * answer,
    reload: 500,
    start: 1_000 * start,
    fails: (version) => (bad === undefined || bad === version ? share : 0),
    offline,
    away: 1_000 * away,
  }
}

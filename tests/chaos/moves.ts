import type { Dice } from '../../packages/core/src/testing/dice.ts'
import type { Page } from './page.ts'
import { type Health, makeRelease } from './releases.ts'
import type { Patches } from './site.ts'
import type { Tablet } from './tablet.ts'
import type { DatabaseFault, NetworkFault } from './weather.ts'

/** What a seed may do to its tablet: each has some of these, so that one trouble is not always hidden by another. */
const TROUBLES = [
  'bad releases',
  'network',
  'patches',
  'worker',
  'starts',
  'eviction',
  'wipes',
  'database',
  'space',
  'clock',
  'kiosk',
  'orders',
  'person',
] as const
export type Trouble = (typeof TROUBLES)[number]

export function troublesOf(dice: Dice): Set<Trouble> {
  return new Set(TROUBLES.filter(() => dice.chance(0.5)))
}

const DAY = 86_400_000
const BAD = ['throws', 'hangs', 'blank', 'unlisted', 'mute', 'crashes'] as const
const NETWORK: readonly [NetworkFault, ...NetworkFault[]] = [
  'down',
  'lost',
  '502',
  'portal',
  'corrupt',
  'truncated',
  'hangs',
  'slow',
]
const PATCHES: readonly [Patches, ...Patches[]] = [
  'none',
  'right',
  'right',
  'lost',
  'wrong',
  'cut',
  'other',
  'garbage',
  'busy',
  'mistaken',
  'huge',
]
const DATABASE: readonly [DatabaseFault, ...DatabaseFault[]] = ['refuses', 'aborts', 'hangs']

/** Everything that can happen to a tablet, one thing at a time. */
export class Moves {
  readonly #tablet: Tablet
  readonly #dice: Dice
  readonly #troubles: ReadonlySet<Trouble>
  readonly #hashed: boolean
  #count = 0

  constructor(tablet: Tablet, troubles: ReadonlySet<Trouble>, hashed: boolean) {
    this.#tablet = tablet
    this.#dice = tablet.dice
    this.#troubles = troubles
    this.#hashed = hashed
  }

  /** Some time passes, then something happens. */
  async one(): Promise<void> {
    const { timeline, witness } = this.#tablet
    // By tasks: what happens next meets work in its midst.
    if (this.#dice.chance(0.6)) await timeline.run(this.#dice.below(40))
    else await timeline.pass(this.#dice.below(this.#dice.chance(0.2) ? 900_000 : 30_000))
    witness.look()
    const trouble = this.#dice.pick(['publish', ...TROUBLES] as const)
    if (trouble === 'publish' || trouble === 'bad releases') {
      if (this.#dice.chance(0.6)) this.#publish()
    } else if (this.#troubles.has(trouble)) this.#happens(trouble)
    if (this.#tablet.pages.length === 0 && this.#dice.chance(0.5)) this.#tablet.open()
  }

  /** A release becomes the wanted one. */
  publish(health: Health): string {
    const { site } = this.#tablet
    const version = `r${++this.#count}`
    site.publish(makeRelease(version, health, this.#hashed, this.#dice))
    this.#tablet.trace?.(`${version} is published, which is ${health}`)
    this.#hint()
    return version
  }

  #publish(): void {
    const { site } = this.#tablet
    const isBad = this.#troubles.has('bad releases') && this.#dice.chance(0.4)
    if (this.#dice.chance(0.85) || site.isStatic) {
      this.publish(isBad ? this.#dice.pick(BAD) : 'good')
      return
    }
    const [first, ...others] = [...site.releases.values()].filter(({ version }) => !site.blocked.includes(version))
    if (!first) return
    site.current = this.#dice.pick([first, ...others])
    this.#tablet.trace?.(`${site.current.version} is wanted again`)
    this.#hint()
  }

  #happens(trouble: Exclude<Trouble, 'bad releases'>): void {
    const tablet = this.#tablet
    const dice = this.#dice
    const { weather, witness } = tablet
    let what: string | undefined
    switch (trouble) {
      case 'network':
        weather.network = weather.network && dice.chance(0.5) ? undefined : dice.pick(NETWORK)
        weather.share = dice.pick([1, 0.5, 0.2])
        what = `${weather.network ?? 'fine'} for ${weather.share}`
        break
      case 'patches':
        tablet.site.patches = dice.pick(PATCHES)
        what = tablet.site.patches
        break
      case 'worker':
        if (dice.chance(0.85)) tablet.stopWorker()
        else tablet.replaceWorker()
        break
      case 'starts':
        this.#start()
        break
      case 'eviction':
        this.#evict()
        break
      case 'wipes':
        this.#wipe()
        break
      case 'database':
        weather.database = weather.database ? undefined : dice.pick(DATABASE)
        witness.damaged()
        what = weather.database ?? 'fine'
        break
      case 'space':
        weather.quota = dice.pick([0, tablet.caches.usage + dice.below(8_000), 1_000_000, 1_000_000])
        weather.flatters = dice.chance(0.5)
        if (weather.quota === 0) witness.damaged()
        what = `${weather.quota} bytes${weather.flatters ? ', flattered' : ''}`
        break
      case 'clock':
        this.#setClock()
        break
      case 'kiosk':
        weather.swallowsReloads = dice.chance(0.5)
        what = weather.swallowsReloads ? 'swallows reloads' : 'reloads'
        break
      case 'orders':
        this.#order()
        break
      case 'person':
        this.#touch()
    }
    if (what) tablet.trace?.(`${trouble}: ${what}`)
  }

  #page(): Page | undefined {
    const [first, ...others] = this.#tablet.pages
    return first && this.#dice.pick([first, ...others])
  }

  #start(): void {
    const tablet = this.#tablet
    const page = this.#page()
    tablet.witness.disturbed()
    const roll = this.#dice.below(10)
    if (roll === 9) tablet.crash()
    else if (!page || (roll < 2 && tablet.pages.length < 3)) tablet.open()
    else if (roll < 4) {
      tablet.trace?.(`${page.id} is closed`)
      tablet.close(page)
    } else tablet.open(page)
  }

  #evict(): void {
    const { caches, witness } = this.#tablet
    for (const entries of caches.caches.values())
      for (const url of entries.keys()) {
        if (!this.#dice.chance(0.2)) continue
        this.#tablet.trace?.(`evicted: ${url.slice(-64, -56)}`)
        entries.delete(url)
        witness.damaged()
      }
  }

  #wipe(): void {
    const tablet = this.#tablet
    const what = this.#dice.pick(['database', 'caches', 'all'])
    tablet.trace?.(`wiped: ${what}`)
    tablet.witness.damaged()
    if (what !== 'caches') {
      tablet.databases.wipe()
      tablet.witness.pardoned()
    }
    if (what !== 'database') tablet.caches.caches.clear()
    if (what !== 'all') return
    tablet.storage.clear()
    tablet.stopWorker()
    tablet.unregister()
  }

  #setClock(): void {
    const tablet = this.#tablet
    tablet.witness.clockSet()
    const roll = this.#dice.below(4)
    if (roll < 2) {
      tablet.clock += this.#dice.pick([-3 * DAY, -3_600_000, -20_000, 20_000, 3_600_000, 3 * DAY])
      tablet.trace?.('the clock is set')
      return
    }
    tablet.clock += 3 * DAY
    tablet.trace?.('three days of sleep')
    for (const { window, life } of tablet.pages)
      if (life.alive) {
        window.fire('visibilitychange')
        window.fire('online')
      }
  }

  #order(): void {
    const { site, witness, trace } = this.#tablet
    const dice = this.#dice
    const id = `order-${site.releases.size}-${dice.below(1_000)}`
    const roll = dice.below(10)
    if (roll < 3) site.force = !site.force
    else if (roll < 6) {
      site.retry = id
      witness.pardoned()
    } else if (roll < 7) {
      site.directive = { do: dice.chance(0.7) ? 'reset' : 'unregister', id }
      witness.pardoned()
      witness.damaged()
    } else {
      const versions = [...site.releases.keys()].filter((version) => version !== site.current.version)
      const version = versions[dice.below(versions.length)]
      if (version) site.blocked = [...site.blocked, version]
    }
    const { force, retry, directive, blocked } = site
    trace?.(`orders: ${JSON.stringify({ force, retry, directive, blocked })}`)
    if (dice.chance(0.5)) this.#hint()
  }

  #touch(): void {
    const { timeline } = this.#tablet
    const page = this.#page()
    if (!page?.manager) return
    const { manager, window, life } = page
    const touch = this.#dice.pick<() => void>([
      () => page.answers?.accept(),
      () => page.answers?.later(),
      () => manager.hold('call'),
      () => manager.free('call'),
      () => window.fire('pointerdown'),
      () => page.loadMore(),
      () => void manager.checkForUpdate(),
      () => void manager.rollback().catch(() => undefined),
    ])
    timeline.after(0, life, touch)
  }

  #hint(): void {
    const { timeline, pages, site, delay, weather } = this.#tablet
    if (weather.network || this.#dice.chance(0.5)) return
    const { force, current } = site
    for (const page of pages) timeline.after(delay(), page.life, () => page.hint?.({ version: current.version, force }))
  }
}

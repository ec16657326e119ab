import type { Dice } from '../../packages/core/src/testing/dice.ts'
import { CacheDisk } from './memory-caches.ts'
import { DatabaseDisk, type Platform } from './memory-database.ts'
import { LockTable } from './memory-locks.ts'
import type { MemoryResponse } from './memory-response.ts'
import { Network } from './network.ts'
import { Page, type PageSettings } from './page.ts'
import type { RunProgram } from './programs.ts'
import { type PageRequest, RunningWorker } from './running-worker.ts'
import { ORIGIN, type Site } from './site.ts'
import { type Life, Timeline } from './timeline.ts'
import { fineWeather } from './weather.ts'
import { Witness } from './witness.ts'

const EPOCH = Date.UTC(2026, 0, 1)
const LAUNCH = `${ORIGIN}/?tablet=lobby-1`

/** How the code under test is started. */
export interface Runs {
  worker: RunProgram
  page: RunProgram
}

/** Which page and worker a request is of. */
export interface Asker {
  clientId: string
  resultingClientId: string
  /** Set to `false` when the worker was lost over a navigation. */
  isControlled: boolean
  life: Life
}

/** A worker that dies over a file is started again for it; so often in a row none dies. */
const TRIES = 9

/** One tablet with its browser: a disk that survives everything, a worker and pages that survive nothing. */
export class Tablet implements Platform {
  readonly timeline = new Timeline()
  readonly weather = fineWeather()
  readonly databases = new DatabaseDisk()
  readonly caches = new CacheDisk()
  readonly locks = new LockTable()
  /** `localStorage`. */
  readonly storage = new Map<string, string>()
  readonly scope = `${ORIGIN}/`
  readonly network: Network
  readonly witness: Witness
  /** How far the clock on the wall is from the time that passed. */
  clock = EPOCH
  readonly Date: { now(): number }
  pages: Page[] = []
  trace: ((line: string) => void) | undefined
  readonly site: Site
  readonly dice: Dice
  readonly settings: PageSettings
  readonly runs: Runs
  #worker: RunningWorker | undefined
  #isInstalled = false
  #isInstalling = false
  #awaited: (() => void)[] = []
  #clients = 0

  constructor(site: Site, dice: Dice, settings: PageSettings, runs: Runs) {
    this.site = site
    this.dice = dice
    this.settings = settings
    this.runs = runs
    this.Date = { now: () => this.now }
    this.network = new Network(site, this, (share) => dice.chance(share))
    this.witness = new Witness(this)
  }

  /** What the clock on the wall says. */
  get now(): number {
    return this.clock + this.timeline.now
  }

  readonly delay = (): number => {
    const roll = this.dice.below(100)
    if (roll < 75) return this.dice.below(4)
    return this.dice.below(roll < 98 ? 60 : 2_000)
  }

  /** A task of its own, later. */
  turn(life: Life | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.timeline.after(this.delay(), life, resolve)
    })
  }

  /** Open the app, in place of a page or beside the others. */
  open(old?: Page, url = LAUNCH): void {
    const page = new Page(this, `c${++this.#clients}`, url, old?.session ?? new Map())
    this.trace?.(`navigation ${page.id}${old ? ` in place of ${old.id}` : ''}`)
    page.arrive(old)
  }

  close(page: Page): void {
    page.end()
    this.pages = this.pages.filter((other) => other !== page)
  }

  /** The browser is gone, by power loss or a crash. Whoever watches over it starts it again. */
  crash(): void {
    this.trace?.('the browser crashes')
    this.stopWorker()
    for (const page of [...this.pages]) this.close(page)
    this.witness.disturbed()
    this.timeline.after(5_000 + this.dice.below(60_000), undefined, () => {
      if (this.pages.length === 0) this.open()
    })
  }

  /**
   * Get what a page asks for, from its worker or the network, as a browser does.
   *
   * @throws TypeError when the request fails
   */
  async load(request: PageRequest, asker: Asker): Promise<MemoryResponse> {
    const { clientId, resultingClientId, isControlled, life } = asker
    const isPage = request.mode === 'navigate'
    for (let tries = 0; isControlled && tries < TRIES; tries += 1) {
      await this.turn(life)
      const outcome = await this.worker().fetch(request, clientId, resultingClientId)
      if (outcome === 'left alone') break
      if (outcome === 'error') return this.#refused(request)
      if (outcome !== 'lost') return handedOver(outcome, life)
      // A browser's last resort for a page whose worker died: as if there was none. A file is asked for again.
      if (isPage) asker.isControlled = false
      if (isPage) break
    }
    return this.network.fetch(request.url, life, { method: request.method })
  }

  #refused(request: PageRequest): never {
    if (!request.networkFailed) this.witness.breaks(`the worker made an error of ${request.url}`)
    throw new TypeError('Failed to fetch')
  }

  get hasWorker(): boolean {
    return this.#isInstalled
  }

  /** The worker, started when it does not run. */
  worker(): RunningWorker {
    if (!this.#worker?.life.alive) {
      this.trace?.('the worker starts')
      this.#worker = new RunningWorker(this)
    }
    return this.#worker as RunningWorker
  }

  stopWorker(worker: RunningWorker | undefined = this.#worker, why = 'killed'): void {
    if (!worker?.life.alive) return
    this.trace?.(`the worker is stopped: ${why}`)
    if (why === 'killed') this.witness.disturbed()
    worker.kill()
    if (worker === this.#worker) this.#isInstalling = false
  }

  /** The script on the server changed: a second worker takes over while the first ends what it began. */
  replaceWorker(): void {
    if (!this.#isInstalled) return
    this.trace?.('another worker takes over')
    this.#worker = new RunningWorker(this)
    this.#worker.install(() => undefined)
  }

  async register(life: Life): Promise<void> {
    await this.turn(life)
    if (this.#isInstalled || this.#isInstalling) return
    const script = await this.network.fetch(`${this.scope}sw.js`, life)
    if ((await script.text()) !== 'worker') throw new TypeError('no script')
    if (this.#isInstalled || this.#isInstalling) return
    this.#isInstalling = true
    const worker = new RunningWorker(this)
    this.#worker = worker
    worker.install(() => {
      if (!this.#isInstalling || worker !== this.#worker) return
      this.trace?.('the worker is installed')
      this.#isInstalling = false
      this.#isInstalled = true
      for (const awaited of this.#awaited.splice(0)) awaited()
    })
  }

  /** Settles when there is a worker, which may be never. */
  ready(life: Life): Promise<void> {
    return new Promise((resolve) => {
      const later = () => void this.timeline.after(this.delay(), life, resolve)
      if (this.#isInstalled) later()
      else this.#awaited.push(later)
    })
  }

  unregister(): boolean {
    this.trace?.('the worker is unregistered')
    this.#isInstalled = false
    return true
  }

  /** `clients` of a worker. */
  clientsOf(life: Life) {
    return {
      claim: async () => {
        for (const page of this.pages) page.isControlled = true
      },
      matchAll: async () => {
        await this.turn(life)
        return this.pages.filter(({ isClient }) => isClient).map((page) => page.asClient(life))
      },
    }
  }
}

function handedOver(response: MemoryResponse, life: Life): MemoryResponse {
  if (response.wire) response.wire.life = life
  return response
}

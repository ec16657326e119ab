import type { TabletCode } from '@relevo/core/errors'
import type { Phase, Report } from '@relevo/core/protocol'
import { placeOf } from '@relevo/core/waves'
import type { Dice } from '../../packages/core/src/testing/dice.ts'
import { type Fate, fateOf } from './fate.ts'

/** What a tablet is answered. */
export interface Answer {
  version: 'r1' | 'r2'
  retry?: string | undefined
  force?: boolean | undefined
}

/** Minutes in a month. */
export const MONTH = 30 * 24 * 60
const DONE: Answer = { version: 'r1' }

/** A tablet, as cheap as can be: what it runs, what it is up to, and what its fate makes of that. Times are minutes. */
export class Tablet {
  readonly id: string
  readonly place: number
  readonly group: string
  readonly tags: readonly string[]
  fate: Fate
  runs: 'r1' | 'r2' = 'r1'
  phase: Phase = 'current'
  /** Not heard before. */
  silentUntil = 0
  #error: TabletCode | undefined
  /** It went back from the release, and remembers. */
  #remembers = false
  #retry: string | undefined
  /** When the person who is asked answers. */
  #answeredAt = 0
  /** Check-ins in a row in which the release was up. */
  #ups = 0
  /** Check-ins until it falls silent for a while. */
  #napIn = -1
  #told = DONE
  /** Check-ins until it gets on. */
  #left = 0
  readonly #chance: Dice

  constructor(n: number, deployment: string, bad: number, chance: Dice) {
    this.id = `lobby-${n}`
    this.place = placeOf(deployment, this.id)
    this.group = n % 20 === 0 ? 'night' : n % 50 === 1 ? 'lobby' : 'rooms'
    this.tags = n % 100 === 2 ? ['qa'] : []
    this.fate = fateOf(chance, bad)
    this.#chance = chance
    if (this.fate === 'away') this.silentUntil = chance.chance(0.5) ? MONTH : chance.below(600)
  }

  /** What it says when it checks in; `undefined` when it has fallen silent. */
  checkIn(now: number): Report | undefined {
    if (now < this.silentUntil) return undefined
    this.#moveOn(now)
    if (now < this.silentUntil) return undefined
    const isAbout = this.runs === 'r1' && this.phase !== 'current'
    return {
      tablet: this.id,
      release: this.runs,
      phase: this.phase,
      ...(isAbout && { target: 'r2' }),
      ...(this.#error !== undefined && { error: this.#error }),
    }
  }

  hear(answer: Answer): void {
    this.#told = answer
    if (answer.retry === undefined || answer.retry === this.#retry) return
    this.#retry = answer.retry
    this.#remembers = false
    if (this.phase === 'rolled_back' || this.phase === 'stuck') this.#be('current')
    if (this.#chance.chance(0.7) && this.fate !== 'away') this.fate = 'good'
  }

  /** Minutes until it checks in again. */
  next(): number {
    // One that is well and has been for long has nothing to tell that would matter.
    if (this.#ups > 3 && this.fate === 'good') return 60
    if (this.phase === 'current' || this.phase === 'rolled_back' || this.phase === 'stuck')
      return this.#told.version === 'r1' ? 20 : 10
    return 1 + this.#chance.below(3)
  }

  #be(phase: Phase, error?: TabletCode): void {
    this.#ups = 0
    this.phase = phase
    this.#error = error
    this.#left = 1 + this.#chance.below(3)
    const isOnWay = phase !== 'current' && phase !== 'rolled_back'
    if (this.fate === 'dies' && isOnWay && this.#chance.chance(0.3)) this.silentUntil = Number.POSITIVE_INFINITY
    if (this.fate !== 'naps' || !isOnWay || !this.#chance.chance(0.3)) return
    this.fate = 'good'
    this.#napIn = this.#chance.below(3)
  }

  #moveOn(now: number): void {
    if (this.#napIn === 0) this.silentUntil = now + 30 + this.#chance.below(60)
    this.#napIn -= this.#napIn >= 0 ? 1 : 0
    if (this.#told.version === 'r1') {
      if (this.runs === 'r2' || this.phase !== 'current') this.#be('current')
      this.runs = 'r1'
    } else if (this.runs === 'r2') this.#run()
    else this.#bringIn(now)
  }

  #run(): void {
    this.#ups += 1
    if (this.fate === 'boots-not') this.#goBack('boot-error')
    else if (this.phase === 'trial') this.#be('current')
    else if (this.fate === 'falls-back' && this.#left-- <= 0)
      this.#goBack(this.#chance.chance(0.5) ? 'boot-timeout' : undefined)
  }

  /** @param code absent: it does not say why, nor that it went back */
  #goBack(code: TabletCode | undefined): void {
    this.runs = 'r1'
    this.#remembers = true
    if (code) this.#be('rolled_back', code)
    else this.#be('current')
  }

  #bringIn(now: number): void {
    if (this.#remembers) this.#be('rolled_back', 'boot-error')
    else if (this.phase === 'downloading' || this.phase === 'backing_off') this.#download(now)
    else if (this.phase === 'staged') this.#wait(now)
    else if (this.phase === 'switching') this.#switch()
    else if (this.phase === 'stuck') this.#renew()
    else if (this.fate === 'too-old') this.#be('stuck', 'incompatible')
    else if (this.fate !== 'loops') this.#be('downloading')
  }

  #download(now: number): void {
    if (this.fate === 'stalls') this.#be(this.#chance.chance(0.5) ? 'backing_off' : 'downloading')
    else if (this.#left-- <= 0) {
      this.#be('staged')
      if (this.#answeredAt === 0) this.#answeredAt = now + this.#chance.below(3_000)
    }
  }

  #wait(now: number): void {
    const isAsked = this.fate === 'held' && !this.#told.force && now < this.#answeredAt
    if (!isAsked) this.#be('switching')
    // Its page is loaded anew once a night, or rather more often.
    else if (this.#chance.chance(0.05)) this.#be('current')
  }

  #switch(): void {
    if (this.fate === 'stuck') this.#be('stuck', 'reload-ignored')
    else {
      this.runs = 'r2'
      this.#be('trial')
    }
  }

  #renew(): void {
    if (this.#error !== 'incompatible' && this.#chance.chance(0.2)) this.#be('downloading')
  }
}

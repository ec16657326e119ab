import type { Cancel, DeviceClock } from './device-clock.ts'

/** Seconds for which a `wake` without `wakeTime` holds: the app's inactivity time. */
const INACTIVITY = 30
/** How long the screen stays on that nobody holds, ms: Android's own setting. */
const DISPLAY_TIMEOUT = 30_000
/** From the screen's going on until the activity is resumed, ms: what is sent meanwhile is lost. */
const RESUMES_IN = 500

/** A screen that goes dark, and the wake lock that holds it on. */
export class WallPanelScreen {
  isOn = true
  readonly #clock: DeviceClock
  readonly #onChange: (isResumed: boolean) => void
  readonly #wakesAnew: boolean
  #isLit = true
  #held: Cancel | undefined

  /**
   * @param onChange told when the activity is paused and resumed with it
   * @param wakesAnew a further `wake` starts the time anew
   */
  constructor(clock: DeviceClock, onChange: (isResumed: boolean) => void, wakesAnew: boolean) {
    this.#clock = clock
    this.#onChange = onChange
    this.#wakesAnew = wakesAnew
  }

  /** Lit, and the activity back in front of the person. */
  get isResumed(): boolean {
    return this.isOn && this.#isLit
  }

  /** A wake lock keeps it on. */
  get isHeld(): boolean {
    return this.#held !== undefined
  }

  /** It goes dark, as by itself at night. */
  off(): void {
    this.isOn = false
    this.#isLit = false
    this.#onChange(false)
  }

  /**
   * `{"wake":true,"wakeTime":…}`. While a lock is held another `wake` is ignored, but by Pro: it does not make it longer.
   *
   * @param seconds 0 takes no lock, and so does not turn a dark screen on
   * @returns whether it did anything
   */
  wake(seconds = INACTIVITY): boolean {
    if (seconds <= 0 || (this.#held && !this.#wakesAnew)) return false
    this.#held?.()
    this.#held = this.#clock.after(seconds * 1000, () => this.release())
    if (!this.isOn) {
      this.isOn = true
      this.#clock.after(RESUMES_IN, () => {
        if (!this.isOn) return
        this.#isLit = true
        this.#onChange(true)
      })
    }
    return true
  }

  /** `{"wake":false}`, or the end of the time. The screen goes dark when Android says so. */
  release(): void {
    if (!this.#held) return
    this.#held()
    this.#held = undefined
    this.#clock.after(DISPLAY_TIMEOUT, () => {
      if (!this.#held) this.off()
    })
  }
}

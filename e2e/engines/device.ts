import { expect } from '../expect.ts'
import type { EngineBrowser } from './engine-browser.ts'

/** A tablet on the wall: a browser, and the address that its kiosk app launches. */
export class Device {
  readonly browser: EngineBrowser
  readonly origin: string

  constructor(browser: EngineBrowser, origin: string) {
    this.browser = browser
    this.origin = origin
  }

  open(query = ''): Promise<void> {
    return this.browser.open(`${this.origin}/?tablet=lobby-1&${query}`)
  }

  /** Launch it and wait until its release is in the store: from here on it can be gone back to. */
  async settle(version: string, query = ''): Promise<void> {
    await this.open(query)
    await this.shows(version)
    await this.#says(() => window.updates.state.stored, true)
  }

  shows(version: string): Promise<void> {
    return this.#says(() => document.querySelector('#release')?.textContent, version)
  }

  reaches(phase: string): Promise<void> {
    return this.#says(() => window.updates.state.phase, phase)
  }

  /** The person says yes, once a finger would reach the button: for its first moments the prompt is covered. */
  async accept(): Promise<void> {
    const reached = () => {
      const root = document.querySelector('relevo-prompt')?.shadowRoot
      const { x, y, width, height } = root?.querySelector('button')?.getBoundingClientRect() ?? new DOMRect()
      return root?.elementFromPoint(x + width / 2, y + height / 2)?.textContent
    }
    await this.#says(reached, 'Update now')
    await this.browser.click(() => document.querySelector('relevo-prompt')?.shadowRoot?.querySelector('button'))
  }

  /** A page between two documents has no answer, and says so in its engine's own words: it is asked again. */
  #says<T>(look: () => T, expected: T): Promise<void> {
    return expect(async () => expect(await this.browser.evaluate(look)).toBe(expected)).toPass({ timeout: 20_000 })
  }
}

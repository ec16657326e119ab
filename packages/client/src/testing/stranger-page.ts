import { expect } from 'vitest'
import { TabletPage } from './tablet-page.ts'

/** The key of a site. It lets a tablet in only where the page is told that it is good. */
export const KEY = 'a-site-key-of-some-length'

/** The launch URL of every page here, when nothing is added to it. */
export const HOME = 'http://panel.test/?tablet=lobby-1'

/**
 * A page of a stranger: its server hears only tablets that it has enrolled, and not this one yet. Every test of enrolment
 * begins there, whatever a tablet enrols with. And what a page could give away is listed once, so that no test of what must
 * stay secret looks in fewer places than another.
 */
export class StrangerPage extends TabletPage {
  /** @param codes what is good for an enrolment */
  constructor(...codes: string[]) {
    super()
    this.withWorker = false
    this.secrets = new Map()
    this.codes = new Set(codes)
  }

  get address(): string {
    return this.window.location.href
  }

  /** The launch URL with this fragment, as a kiosk app is given it. */
  goTo(fragment: string): void {
    this.window.location.href = HOME + fragment
  }

  /** All that others get to see of it. */
  everythingSaid(manager: { state: object }): string {
    return JSON.stringify([manager.state, this.checkIns, this.reports, this.looked, this.address, this.window.name])
  }
}

/** Wait until this is how it stands with the server: the enroller is fetched when it is needed. */
export function settle(manager: { state: { access: string | undefined } }, access: string): Promise<void> {
  return expect.poll(() => manager.state.access).toBe(access)
}

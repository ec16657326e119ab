import { addressOf, type Page } from '../shell/route-of.ts'

/** What the checks that are about things with a page of their own are about. */
const ABOUT: Record<string, Page> = {
  'same-tablet': 'tablet',
  'secure-context': 'tablet',
  worker: 'tablet',
  storage: 'tablet',
  webview: 'tablet',
  'base-topic': 'kiosk',
  'kiosk-link': 'kiosk',
  'kiosk-reach': 'kiosk',
  'silent-page': 'kiosk',
  'launch-url': 'kiosk',
}

/** Checks whose cure is on a page of its own. */
const CURED_ON: Record<string, Page> = { strangers: 'access', 'open-access': 'access' }

/** Where a person goes on from a finding, if there is a page for it. */
export function subjectAddress(check: string, subject: string): string | undefined {
  const page = Object.hasOwn(ABOUT, check) ? ABOUT[check] : undefined
  if (page) return addressOf(page, subject)
  return Object.hasOwn(CURED_ON, check) ? addressOf(CURED_ON[check] as Page) : undefined
}

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { systemChromium } from '../browser.ts'

export type Engine = 'chromium' | 'firefox' | 'webkit'

/** What an engine needs of this machine. */
interface Needs {
  /** Where it is, or `undefined`. */
  find(): string | undefined
  /** The packages of Debian and its kin that bring it. */
  packages: string[]
  /** How to name one that is elsewhere. */
  variable?: string
}

/** The engines that the main stories run in. */
export const ENGINES: Record<Engine, Needs> = {
  chromium: { find: systemChromium, packages: ['chromium'], variable: 'CHROMIUM' },
  firefox: { find: systemFirefox, packages: ['firefox-esr'], variable: 'FIREFOX' },
  webkit: { find: systemWebKit, packages: ['webkit2gtk-driver', 'gir1.2-webkit2-4.1', 'python3-gi', 'xvfb'] },
}

/** The Firefox of this system, or of `FIREFOX`. Playwright's own build speaks another protocol. */
export function systemFirefox(): string | undefined {
  return process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((place) => existsSync(place))
}

/** The driver of WebKitGTK, when there is also a display for it, and the library for the kiosk app. */
function systemWebKit(): string | undefined {
  const library = ['-c', 'import gi; gi.require_version("WebKit2", "4.1")']
  const needed = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb', '/usr/bin/python3']
  const complete =
    needed.every((place) => existsSync(place)) &&
    spawnSync('/usr/bin/python3', library, { stdio: 'ignore' }).status === 0
  return complete ? needed[0] : undefined
}

import { fileURLToPath } from 'node:url'
import { freePort } from '../../scripts/ports.ts'
import { expect } from '../expect.ts'
import type { EngineBrowser } from './engine-browser.ts'
import { newProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'
import { ELEMENT, newSession, request, type WebDriver } from './webdriver.ts'

const KIOSK = fileURLToPath(new URL('webkit-kiosk.py', import.meta.url))

/**
 * WebKitGTK in a kiosk app of our own, over W3C WebDriver. It has no headless mode: it gets an X display of its own,
 * whose number is a free one. To run as root it needs nothing more.
 */
export async function launchWebKit(): Promise<EngineBrowser> {
  const profile = await newProfile('webkit')
  const display = startProgram('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'])
  const DISPLAY = `:${await display.says(/^\d+$/)}`
  let program: Program
  let driver: WebDriver

  async function start(): Promise<void> {
    const port = await freePort()
    const base = `http://127.0.0.1:${port}`
    program = startProgram('WebKitWebDriver', ['-p', String(port)], { DISPLAY })
    await expect(() => request('GET', `${base}/status`)).toPass({ intervals: [20], timeout: 10_000 })
    driver = await newSession(base, { 'webkitgtk:browserOptions': { binary: KIOSK, args: [profile.path] } })
  }

  const evaluate = <T>(call: string) => driver.send<T>('POST', '/execute/sync', { script: `return ${call}`, args: [] })

  await start()
  return {
    open: (url) => driver.send('POST', '/url', { url }),
    reload: () => driver.send('POST', '/refresh', {}),
    evaluate: (run, arg) => evaluate(`(${run})(${JSON.stringify(arg)})`),
    async click(find) {
      const element = await evaluate<{ [ELEMENT]: string } | null>(`(${find})()`)
      if (!element) throw new Error(`nothing found by ${find}`)
      await driver.send('POST', `/element/${element[ELEMENT]}/click`, {})
    },
    async cutPower() {
      await program.kill()
      await start()
    },
    async close() {
      await program.kill()
      await display.kill('SIGTERM') // it has a socket to remove
      await profile.remove()
    },
  }
}

import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../browser.ts'
import type { EngineBrowser } from './engine-browser.ts'
import { newProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'

/** Chromium, driven by Playwright but not started by it, which lets nobody kill what it starts. */
export async function launchChromium(): Promise<EngineBrowser> {
  const profile = await newProfile('chromium')
  const { args = [], executablePath = chromium.executablePath() } = launchOptions()
  let program: Program
  let page: Page

  async function start(): Promise<void> {
    const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile.path}`, 'about:blank']
    program = startProgram(executablePath, [...args, ...own])
    const browser = await chromium.connectOverCDP(await program.says(/DevTools listening on (ws:\S+)/))
    page = browser.contexts()[0]?.pages()[0] ?? (await browser.newPage())
  }

  await start()
  return {
    async open(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    evaluate: (run, arg) => page.evaluate(`(${run})(${JSON.stringify(arg)})`),
    async click(find) {
      const element = (await page.evaluateHandle(find)).asElement()
      if (!element) throw new Error(`nothing found by ${find}`)
      await element.click()
    },
    async cutPower() {
      await program.kill()
      await start()
    },
    async close() {
      await program.kill()
      await profile.remove()
    },
  }
}

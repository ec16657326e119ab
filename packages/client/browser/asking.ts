import type { Page } from '@playwright/test'
import type { SmallApp } from './small-app.ts'

export interface Asked {
  notes?: string
  inSeconds?: number
  mayDefer?: boolean
}

/** Put a question to the person, on the app's page; the answers are in `said`. */
export async function ask(page: Page, app: SmallApp, { notes, inSeconds, mayDefer = true }: Asked = {}): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(app.url)
  await page.evaluate(
    ([notes, inSeconds, mayDefer]) => {
      const prompt = window.relevo.relevoPrompt()
      const deadline = inSeconds === undefined ? undefined : Date.now() + inSeconds * 1000
      const question = { version: 'r2', mayDefer, notes, deadline }
      prompt.show(question, { accept: () => window.said.push('accept'), later: () => window.said.push('later') })
      window.question = prompt
    },
    [notes, inSeconds, mayDefer] as const,
  )
}

/** What was answered so far. */
export const said = (page: Page): Promise<string[]> => page.evaluate(() => window.said)

/** A computed style of a part of the prompt. */
export function styleOf(page: Page, part: string, property: string): Promise<string> {
  return page
    .locator(`relevo-prompt [part=${part}]`)
    .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property)
}

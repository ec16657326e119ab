import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bidi, connectBidi } from './bidi.ts'
import type { EngineBrowser } from './engine-browser.ts'
import { systemFirefox } from './engines.ts'
import { newProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'

/** A driven Firefox is quiet on the network by itself, but for these. */
const PREFS = `
user_pref("services.settings.server", "data:,");
user_pref("app.normandy.enabled", false);
`

type Evaluated =
  | { type: 'success'; result: { value?: string; sharedId?: string } }
  | { type: 'exception'; exceptionDetails: { text: string } }

/** Firefox as it is released, headless, over WebDriver BiDi, which it speaks without a driver in between. */
export async function launchFirefox(): Promise<EngineBrowser> {
  const profile = await newProfile('firefox')
  await writeFile(join(profile.path, 'user.js'), PREFS)
  let program: Program
  let bidi: Bidi
  let context: string | undefined

  async function start(): Promise<void> {
    const args = ['-headless', '-no-remote', '-profile', profile.path, '--remote-debugging-port', '0', 'about:blank']
    program = startProgram(systemFirefox() ?? 'firefox', args)
    bidi = await connectBidi(`${await program.says(/WebDriver BiDi listening on (ws:\S+)/)}/session`)
    await bidi.send('session.new', { capabilities: {} })
    const { contexts } = await bidi.send<{ contexts: { context: string }[] }>('browsingContext.getTree', {})
    context = contexts[0]?.context
  }

  async function evaluate(expression: string): Promise<{ value?: string; sharedId?: string }> {
    const params = { expression, target: { context }, awaitPromise: true }
    const answer = await bidi.send<Evaluated>('script.evaluate', params)
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
    return answer.result
  }

  await start()
  return {
    async open(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async reload() {
      await bidi.send('browsingContext.reload', { context, wait: 'complete' })
    },
    async evaluate(run, arg) {
      const { value } = await evaluate(`(async () => JSON.stringify(await (${run})(${JSON.stringify(arg)})))()`)
      return value === undefined ? undefined : JSON.parse(value)
    },
    async click(find) {
      const { sharedId } = await evaluate(`(${find})()`)
      if (!sharedId) throw new Error(`nothing found by ${find}`)
      const actions = [
        { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: { sharedId } } },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]
      await bidi.send('input.performActions', { context, actions: [{ type: 'pointer', id: 'finger', actions }] })
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

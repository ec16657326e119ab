import { parse } from '../protocol/version-json.ts'
import type { App } from './app.ts'

/**
 * What an app's answer to a request says against it; `undefined` when it says nothing. It never says that something
 * happened: WallPanel answers `{"result":true}` with the screen off too, where it drops nearly everything.
 *
 * @param status of HTTP
 */
export function restVerdict(app: App, status: number, answer: string): string | undefined {
  if (status === 401) return 'it refuses the secret'
  if (status === 403) return 'its remote control is switched off'
  if (status === 404) return 'there is no remote control at this address'
  if (status >= 300 && status < 400) return 'the address leads elsewhere; that is not followed'
  if (status < 200 || status >= 300) return `it answered with status ${status}`
  const said = parse(answer)
  if (!said) return 'it answered with something that is no JSON'
  if (app === 'fully') return fullyVerdict(said)
  if (app === 'freekiosk') return said.success === false ? 'it could not do it' : undefined
  return said.result === false ? 'it did not understand the command' : undefined
}

/** Fully answers 200 to everything; `statustext` is put into our words, since it may repeat what it was sent. */
function fullyVerdict({ status, statustext }: Record<string, unknown>): string | undefined {
  if (status !== 'Error') return undefined
  const isLogin = typeof statustext === 'string' && /password|login/i.test(statustext)
  return isLogin ? 'it refuses the secret' : 'it answered with an error'
}

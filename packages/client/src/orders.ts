import type { Ask, News, WorkerState } from '@relevo/core/protocol'
import { ofVersion } from '@relevo/core/release'

/**
 * Pass on to the worker what `version.json` orders: releases that must not run, another try, a directive. An order the
 * worker did not confirm is given again with the next news.
 *
 * @param given what was ordered so far, by kind; kept by the caller between two news
 * @returns a directive that was carried out just now
 */
export async function giveOrders(
  { version, blocked, retry, directive }: News,
  slots: WorkerState | undefined,
  ask: (ask: Ask) => Promise<void>,
  given: Record<string, string>,
): Promise<News['directive']> {
  async function order(wish: Ask): Promise<boolean> {
    const text = JSON.stringify(wish)
    if (given[wish.ask] === text) return false
    try {
      await ask(wish)
      given[wish.ask] = text
      return true
    } catch {
      return false // the next news orders it again
    }
  }
  // The server has changed its mind: what waits for the next start is not to be started.
  if (slots?.staged && slots.active === version) {
    given.switch = ''
    await order({ ask: 'switch', version })
  }
  if (blocked.length > 0) await order({ ask: 'block', versions: blocked })
  const failure = slots && ofVersion(slots.failed, version)
  if (retry && failure && failure.retry !== retry) await order({ ask: 'retry', version, retry })
  return directive && (await order({ ask: 'directive', ...directive })) ? directive : undefined
}

import type { Ask, News, WorkerState } from '@relevo/core/protocol'
import { ofVersion } from '@relevo/core/release'

/**
 * Pass on to the worker what `version.json` orders: releases that must not run, another try, a directive. An order the
 * worker did not confirm is given again with the next news.
 *
 * @param done what was ordered so far, by kind; kept by the caller between two news
 * @returns a directive that was carried out just now
 */
export async function giveOrders(
  news: News,
  slots: WorkerState | undefined,
  ask: (ask: Ask) => Promise<void>,
  done: Record<string, string>,
): Promise<News['directive']> {
  async function order(name: string, key: string, wish: Ask): Promise<boolean> {
    if (done[name] === key) return false
    try {
      await ask(wish)
      done[name] = key
      return true
    } catch {
      return false // the next news orders it again
    }
  }
  const { version, blocked, retry, directive } = news
  if (blocked.length > 0) await order('block', blocked.join(), { ask: 'block', versions: blocked })
  const failure = slots && ofVersion(slots.failed, version)
  if (retry && failure && failure.retry !== retry) await order('retry', retry, { ask: 'retry', version, retry })
  if (directive && (await order('directive', directive.id, { ask: 'directive', ...directive }))) return directive
  return undefined
}

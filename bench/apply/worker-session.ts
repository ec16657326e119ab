import type { Browser } from '@playwright/test'
import { attach, type TargetSession } from '../target-session.ts'

/** A line to the only service worker of a browser. */
export async function workerSession(browser: Browser): Promise<TargetSession> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  await session.detach()
  const worker = targetInfos.find(({ type }) => type === 'service_worker')
  if (!worker) throw new Error('no service worker runs')
  return await attach(browser, worker.targetId)
}

import type { Browser, CDPSession } from '@playwright/test'

/** A line to a service worker itself: Playwright has one to pages only. */
export interface WorkerSession {
  /** A command of the DevTools protocol, and its answer. @throws Error when it is refused */
  send(method: string, params?: object): Promise<Record<string, unknown>>
  /** Run an expression in the worker. */
  run<T>(expression: string): Promise<T>
}

/** What is not in Playwright's types: the way of talking to a target without a session of its own. */
type Wide = {
  send(method: string, params?: object): Promise<never>
  on(event: string, heard: (said: never) => void): void
}

interface Answer {
  id?: number
  result?: Record<string, unknown>
  error?: { message: string }
}

/**
 * @param browser its only service worker is meant
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-attachToTarget
 */
export async function workerSession(browser: Browser): Promise<WorkerSession> {
  const session: CDPSession = await browser.newBrowserCDPSession()
  const wide = session as unknown as Wide
  const { targetInfos } = await session.send('Target.getTargets')
  const worker = targetInfos.find(({ type }) => type === 'service_worker')
  if (!worker) throw new Error('no service worker runs')
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false })
  const open = new Map<number, (answer: Answer) => void>()
  let last = 0
  wide.on('Target.receivedMessageFromTarget', ({ message }: { message: string }) => {
    const answer: Answer = JSON.parse(message)
    open.get(answer.id ?? 0)?.(answer)
    open.delete(answer.id ?? 0)
  })

  async function send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    last += 1
    const id = last
    const answered = new Promise<Answer>((resolve) => open.set(id, resolve))
    await wide.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
    const { result, error } = await answered
    if (!result) throw new Error(`${method}: ${error?.message}`)
    return result
  }

  return {
    send,
    async run<T>(expression: string) {
      const params = { expression, awaitPromise: true, returnByValue: true }
      const { result, exceptionDetails } = await send('Runtime.evaluate', params)
      if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
      return (result as { value: T }).value
    },
  }
}

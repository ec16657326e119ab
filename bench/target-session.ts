import type { Browser, CDPSession } from '@playwright/test'

/**
 * A line to a page or a worker of a browser that is asked nothing else: Playwright has none to service workers, and has the
 * browser follow what its own pages do, which is time of theirs.
 */
export interface TargetSession {
  /** A command of the DevTools protocol, and its answer. @throws Error when it is refused */
  send(method: string, params?: object): Promise<Record<string, unknown>>
  /** Run an expression there. */
  run<T>(expression: string): Promise<T>
  /** Close the line. */
  end(): Promise<void>
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
 * Open a line to a target.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Target/#method-attachToTarget
 */
export async function attach(browser: Browser, targetId: string): Promise<TargetSession> {
  const session: CDPSession = await browser.newBrowserCDPSession()
  const wide = session as unknown as Wide
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
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
    end: () => session.detach(),
  }
}

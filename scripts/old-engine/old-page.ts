/** A page of an old browser, driven by its DevTools alone: today's drivers no longer speak to it. */
export class OldPage {
  /** What the page threw. */
  readonly faults: string[] = []
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const said = JSON.parse(String(data)) as Answer & { id?: number; method?: string; params?: Thrown }
      if (said.id !== undefined) this.#waiting.get(said.id)?.(said)
      else if (said.method === 'Runtime.exceptionThrown')
        this.faults.push(said.params?.exceptionDetails?.exception?.description ?? 'something')
    })
  }

  static async open(devTools: string): Promise<OldPage> {
    const pages = (await (await fetch(`${devTools}/json/list`)).json()) as {
      type: string
      webSocketDebuggerUrl: string
    }[]
    const socket = new WebSocket(pages.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '')
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    })
    const page = new OldPage(socket)
    await page.#send('Runtime.enable')
    return page
  }

  async goto(url: string): Promise<void> {
    await this.#send('Page.navigate', { url })
  }

  /** The value of an expression; `undefined` while the page is between two documents, or has not got that far. */
  async value<T>(expression: string): Promise<T | undefined> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
    return result?.exceptionDetails ? undefined : (result?.result?.value as T)
  }

  #send(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.#last
    this.#socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve) => this.#waiting.set(id, resolve))
  }
}

interface Thrown {
  exceptionDetails?: { exception?: { description?: string } }
}

interface Answer {
  result?: { exceptionDetails?: unknown; result?: { value?: unknown } }
}

/** A connection to a browser that speaks WebDriver BiDi, https://w3c.github.io/webdriver-bidi/. */
export interface Bidi {
  /** @throws Error with the browser's own words, or when it is gone */
  send<T>(method: string, params: object): Promise<T>
}

type Reply = { id: number } & ({ type: 'success'; result: unknown } | { type: 'error'; error: string; message: string })

export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0

  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error(`no connection to ${url}`))
  })
  socket.onmessage = ({ data }) => {
    const reply: Reply = JSON.parse(String(data))
    const sent = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.type === 'success') sent?.resolve(reply.result)
    else sent?.reject(new Error(`${reply.error}: ${reply.message}`))
  }
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'))
  }

  return {
    async send<T>(method: string, params: object) {
      if (socket.readyState !== WebSocket.OPEN) throw new Error('the browser is gone')
      const reply = Promise.withResolvers<unknown>()
      waiting.set(++last, reply)
      socket.send(JSON.stringify({ id: last, method, params }))
      return reply.promise as Promise<T>
    },
  }
}

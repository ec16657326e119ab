import { Agent, request } from 'node:http'

/** Who hears how check-ins went. */
export interface FetchEars {
  /** @param ms from the request until the whole answer was there */
  answered(status: number, ms: number): void
  failed(reason: string): void
}

/** As many connections at once; a tablet in the field has one of its own. */
const CONNECTIONS = 512

/**
 * A `fetch` for small texts over connections that are kept, with a fraction of the real one's weight: it does what the
 * client's poll needs and no more. Like the client's it holds nothing, so it never asks with `If-None-Match`.
 *
 * @param host the Host header, where it is not that of the URL: an environment is chosen by it
 * @param now milliseconds
 */
export function measuredFetch(now: () => number, ears: FetchEars, host?: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const get = (url: string | URL | Request, { signal }: RequestInit = {}) => {
    const begun = now()
    return new Promise<Response>((resolve, reject) => {
      const headers = host === undefined ? {} : { host }
      const asked = request(String(url), { agent, headers, ...(signal && { signal }) }, (answer) => {
        const { statusCode: status = 0, headers: got } = answer
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          text += part
        })
        answer.on('error', reject)
        answer.on('end', () => {
          ears.answered(status, now() - begun)
          const small = { status, headers: { get: (name: string) => got[name] ?? null }, text: async () => text }
          resolve(small as unknown as Response)
        })
      })
      asked.on('error', (error) => {
        ears.failed(error.message)
        reject(error)
      })
      asked.end()
    })
  }
  return { fetch: get, close: () => agent.destroy() }
}

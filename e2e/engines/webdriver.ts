/** One session of a browser that speaks W3C WebDriver, https://www.w3.org/TR/webdriver2/. */
export interface WebDriver {
  /** @param path below the session's own, such as `/url` */
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>
}

/** The key under which a reference to an element travels. */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** @param base address of the driver */
export async function newSession(base: string, capabilities: object): Promise<WebDriver> {
  const wanted = { capabilities: { alwaysMatch: capabilities } }
  const { sessionId } = await request<{ sessionId: string }>('POST', `${base}/session`, wanted)
  return { send: (method, path, body) => request(method, `${base}/session/${sessionId}${path}`, body) }
}

/** @throws Error with the driver's own words */
export async function request<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}

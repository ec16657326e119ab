import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { TOKEN } from './server-in-temp.ts'

const START = fileURLToPath(new URL('../start.ts', import.meta.url))

/** The real server in a process of its own. */
export interface ServerProcess {
  url: string
  child: ChildProcess
  /** A call with the token. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** End it at once, as the system does that has no memory left. */
  kill(): Promise<void>
  /** Ask it to stop. @returns its exit code */
  stop(): Promise<number | null>
}

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  body: any
}

/** Start the server over a folder, on free ports; it is killed when the test is over. @param env further variables */
export async function serverProcess(data: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const usual = {
    PORT: '0',
    MQTT_PORT: '0',
    HOST: '127.0.0.1',
    RELEVO_TOKEN: TOKEN,
    RELEVO_ACCESS: 'open',
    RELEVO_LOG: 'warn',
  }
  const child = spawn(process.execPath, ['--conditions=@relevo/source', START], {
    cwd: data,
    env: { PATH: process.env.PATH ?? '', RELEVO_DATA: data, ...usual, ...env },
  })
  const end = once(child, 'close')
  const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    return (await end)[0]
  }
  const kill = async () => void (await ended('SIGKILL'))
  onTestFinished(kill)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text))
  await expect.poll(() => printed, { timeout: 20_000, interval: 5 }).toMatch(/^Server +\S+\n/m)
  const url = /^Server +(\S+)$/m.exec(printed)?.[1] ?? ''

  return {
    url,
    child,
    kill,
    stop: () => ended('SIGTERM'),
    async call(method, path, body) {
      const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
      const init =
        body === undefined
          ? { headers: { authorization: headers.authorization } }
          : { headers, body: JSON.stringify(body) }
      const response = await fetch(url + path, { method, ...init })
      return { status: response.status, body: await response.json() }
    },
  }
}

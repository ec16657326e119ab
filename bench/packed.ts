import { setTimeout as wait } from 'node:timers/promises'
import type { Server } from '../e2e/server.ts'

/** Wait until the server has made the forms and patches of a release: tools are compared with all of them there. */
export async function packed(server: Server, version: string, note: (line: string) => void): Promise<void> {
  let told = 0
  for (;;) {
    const { status, body } = await server.api('GET', `/api/releases/${version}/packing`)
    if (status !== 200) throw new Error(`what is packed of ${version}: ${status} ${JSON.stringify(body)}`)
    const { phase, done, total } = body.data as { phase: string; done: number; total: number }
    if (phase === 'done') return
    if (performance.now() > told + 10_000) {
      told = performance.now()
      note(`packing ${version}: ${done} of ${total}`)
    }
    await wait(200)
  }
}

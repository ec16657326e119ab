import { createInterface } from 'node:readline'
import { ascending, percentile } from '../percentile.ts'
import { openClient } from './client.ts'

/** What clients say together; milliseconds. */
export type Said =
  | { is: 'up'; p50: number; p95: number; last: number; failed: number }
  | { is: 'hint'; p50: number; p95: number; last: number }

/**
 * Many clients in one process, which says a line when all of them are up, and when all of them have a hint. The line `lose` on
 * its input has all of them lose their connection at once. A hint says when it was sent, by the clock of the machine.
 */
const [url = '', count = '0', topic = '', perSecond = '500'] = process.argv.slice(2)
const total = Number(count)
let upSince = performance.now()
let isUp = new Set<number>()
let times: number[] = []
let failed = 0
let hints: number[] = []

const say = (said: Said) => console.log(JSON.stringify(said))
const spread = (values: number[]) => {
  const sorted = ascending(values)
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), last: percentile(sorted, 1) }
}

function open(id: number) {
  return openClient(url, id, topic, {
    up() {
      if (isUp.has(id)) return
      isUp.add(id)
      times.push(performance.now() - upSince)
      if (isUp.size === total) say({ is: 'up', ...spread(times), failed })
    },
    failed() {
      failed += 1
    },
    hint(payload, isKept) {
      if (isKept) return
      hints.push(Date.now() - Number(JSON.parse(payload).sent))
      if (hints.length < total) return
      say({ is: 'hint', ...spread(hints) })
      hints = []
    },
  })
}

const clients: ReturnType<typeof open>[] = []
for (let id = 1; id <= total; id++) {
  if (id % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10_000 / Number(perSecond)))
  clients.push(open(id))
}
createInterface(process.stdin).on('line', () => {
  isUp = new Set()
  times = []
  failed = 0
  upSince = performance.now()
  for (const client of clients) client.lose()
})

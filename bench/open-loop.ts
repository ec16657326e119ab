import { checkInUrl, type Report } from '@relevo/core/protocol'
import { measuredFetch } from './fleet/measured-fetch.ts'
import { ascending, percentile } from './percentile.ts'

/** What came of check-ins at a fixed rate. Milliseconds, each from the moment at which it was due. */
export interface OpenLoop {
  sent: number
  ok: number
  p50: number
  p95: number
  p99: number
  last: number
  /** 99 % were sent within this long after they were due: what the generator itself adds. */
  late: number
}

/** Of so many check-ins one says something new, which the server writes to disk before it answers. */
const NEWS_EVERY = 10

/**
 * Send check-ins at a fixed rate. None waits for the answer of another, and each is timed from when it was due: a server
 * that stops for a while is not asked less, and what it makes wait is counted (no coordinated omission).
 */
async function sendAtRate(url: string, rate: number, seconds: number, tablets: number): Promise<OpenLoop> {
  const nobody = { answered: () => undefined, failed: () => undefined }
  const { fetch, close } = measuredFetch(() => 0, nobody)
  const total = rate * seconds
  const took: number[] = []
  const late: number[] = []
  const pending: Promise<void>[] = []
  let ok = 0
  const begun = performance.now()
  const send = async (number: number, due: number) => {
    const { status } = await fetch(checkInUrl(`${url}/config/version.json`, reportOf(number, tablets))).catch(() => ({
      status: 0,
    }))
    took.push(performance.now() - due)
    if (status === 200) ok += 1
  }
  for (let number = 0; number < total; ) {
    const due = begun + (1_000 * number) / rate
    const now = performance.now()
    if (now < due) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      continue
    }
    late.push(now - due)
    pending.push(send(number, due))
    number += 1
  }
  await Promise.all(pending)
  close()
  const sorted = ascending(took)
  return {
    sent: total,
    ok,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    last: percentile(sorted, 1),
    late: percentile(ascending(late), 0.99),
  }
}

/** Tablets in turn; the news is a phase that is another each time a tablet comes by. */
function reportOf(number: number, tablets: number): Report {
  const tablet = `sim-${String((number % tablets) + 1).padStart(5, '0')}`
  const isNews = number % NEWS_EVERY === 0 && Math.floor(number / tablets) % 2 === 0
  return { tablet, release: 'r1', ...(isNews ? { phase: 'downloading', target: 'r2' } : { phase: 'current' }) }
}

const [url = '', rate, seconds, tablets] = process.argv.slice(2)
console.log(JSON.stringify(await sendAtRate(url, Number(rate), Number(seconds), Number(tablets))))

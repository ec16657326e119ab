/**
 * Loaded into a server's process before the server: a story pushes its time, so that what takes hours on a wall takes seconds.
 * Pushed are the time of day and the timers of the server's own sources. Those of its libraries are left alone: a broker
 * would cut every client whose next ping is still hours away.
 */
interface Wait {
  at: number
  ring: () => void
  timer: NodeJS.Timeout
}

const realNow = Date.now
const realSet = globalThis.setTimeout
const realClear = globalThis.clearTimeout
const waits = new Map<unknown, Wait>()
/** A server that is started again goes on from where it was. */
let pushed = Number(process.env.STORY_PUSHED ?? 0)

const now = () => realNow() + pushed

globalThis.Date = new Proxy(Date, {
  construct: (target, given: []) => (given.length === 0 ? new target(now()) : new target(...given)),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
})

function set(run: (...given: unknown[]) => void, time = 0, ...given: unknown[]): NodeJS.Timeout {
  const [, , caller = ''] = new Error().stack?.split('\n') ?? []
  // A probe waits for somebody who answers in real time.
  if (!caller.includes('/apps/server/src/') || caller.includes('/probes/')) return realSet(run, time, ...given)
  const ring = () => {
    waits.delete(timer)
    run(...given)
  }
  const timer = realSet(ring, time)
  waits.set(timer, { at: now() + time, ring, timer })
  return timer
}

function clear(timer: unknown): void {
  const wait = waits.get(timer)
  waits.delete(timer)
  realClear(wait?.timer)
  realClear(timer as NodeJS.Timeout)
}

function push(time: number): void {
  pushed += time
  const due = [...waits.values()].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at)
  for (const { timer, ring } of due) {
    realClear(timer)
    ring()
  }
  for (const wait of waits.values()) {
    const isHolding = wait.timer.hasRef()
    realClear(wait.timer)
    wait.timer = realSet(wait.ring, Math.max(0, wait.at - now()))
    if (!isHolding) wait.timer.unref()
  }
}

Object.assign(globalThis, { setTimeout: set, clearTimeout: clear })
process.on('message', ({ push: time }: { push: number }) => {
  push(time)
  process.send?.({ pushed })
})
process.channel?.unref()

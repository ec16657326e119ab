import { createTurns } from '../in-turn.ts'
import { turnsOf } from '../live/turns.ts'
import type { World } from '../ports.ts'
import { isSameJob, isUrgent, type Job } from './next-job.ts'
import type { Performed } from './perform.ts'

/** Has one job done after the other. */
export interface Driver {
  /** What is to be done may be something else. */
  call(): void
  /** Look now what is to be done, if it may be something else. */
  look(): Promise<void>
  /** What is being made. */
  job(): Job | undefined
  /** Begin. */
  start(): void
  /** Stop where everything stands. */
  stop(): Promise<void>
}

/** After a job that did not work out it rests for so long, and after what concerns every job, such as a full disk, all do; ms. */
const TRY_AGAIN = 60_000

/**
 * The loop that looks what is to be made and has it made, until there is nothing to do. While something is made, a change is
 * looked at beside it: what is not wanted any more is called off, and what can wait makes room for what is urgent. A job that does not work
 * out, or that is still to be done when it is over, rests while others are done.
 *
 * @param changed is called after each look and each job
 */
export function createDriver({
  look,
  next,
  isWanted,
  perform,
  changed,
  world,
}: {
  look(): Promise<void>
  /** @param resting jobs that are not to be tried yet */
  next(resting: readonly Job[]): Job | undefined
  isWanted(job: Job): boolean
  perform(job: Job, signal: AbortSignal): Promise<Performed>
  changed(): void
  world: Pick<World, 'now' | 'wait' | 'warn'>
}): Driver {
  const stopping = new AbortController()
  const { signal } = stopping
  const inTurn = createTurns()
  let hasBegun = false
  let isStale = true
  let resting: readonly Job[] = []
  let atWork: { job: Job; controller: AbortController } | undefined

  const lookNow = () =>
    inTurn(async () => {
      if (!isStale || !hasBegun || signal.aborted) return
      isStale = false
      try {
        await look()
      } catch (error) {
        isStale = true
        throw error
      }
      makeRoom()
      changed()
    })

  const makeRoom = () => {
    if (!atWork) return
    const { job, controller } = atWork
    const coming = next(resting)
    const isLate = coming !== undefined && isUrgent(coming) && !isUrgent(job) && !isSameJob(coming, job)
    if (isLate || !isWanted(job)) controller.abort()
  }

  const setAside = async (job: Job) => {
    resting = [...resting, job]
    await world.wait(world.now() + TRY_AGAIN, signal)
    resting = resting.filter((one) => one !== job)
    makeRoom()
    jobs.call()
  }

  const jobs = turnsOf(signal, async () => {
    while (hasBegun && !signal.aborted) {
      try {
        await lookNow()
        const job = next(resting)
        if (!job) return
        const controller = new AbortController()
        atWork = { job, controller }
        const performed = await perform(job, AbortSignal.any([controller.signal, signal]))
        const coming = next(resting)
        const isStuck = !controller.signal.aborted && coming !== undefined && isSameJob(coming, job)
        if (performed === 'later' || isStuck) void setAside(job)
      } catch (error) {
        if (signal.aborted) return
        world.warn('A release cannot be packed; it is tried again', error)
        await world.wait(world.now() + TRY_AGAIN, signal)
      } finally {
        atWork = undefined
        changed()
      }
    }
  })

  const looks = turnsOf(signal, async () => {
    if (!atWork) return jobs.call()
    try {
      await lookNow()
    } catch (error) {
      world.warn('What is to be packed cannot be found out; it is tried again', error)
      jobs.call()
    }
  })

  return {
    call() {
      isStale = true
      looks.call()
    },
    look: lookNow,
    job: () => atWork?.job,
    start() {
      hasBegun = true
      jobs.call()
    },
    async stop() {
      stopping.abort()
      await Promise.all([jobs.over, looks.over])
    },
  }
}

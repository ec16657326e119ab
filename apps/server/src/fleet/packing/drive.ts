import { createTurns } from '../in-turn.ts'
import { turnsOf } from '../live/turns.ts'
import type { World } from '../ports.ts'
import { isSameJob, isUrgent, type Job } from './next-job.ts'

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

/** After something went wrong that is nobody's fault, such as a full disk; ms. */
const TRY_AGAIN = 60_000

/**
 * The loop that looks what is to be made and has it made, until there is nothing to do. While something is made, a change is
 * looked at beside it: what is not wanted any more is called off, and what can wait makes room for what is urgent.
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
  next(): Job | undefined
  isWanted(job: Job): boolean
  perform(job: Job, signal: AbortSignal): Promise<void>
  changed(): void
  world: Pick<World, 'now' | 'wait' | 'warn'>
}): Driver {
  const stopping = new AbortController()
  const { signal } = stopping
  const inTurn = createTurns()
  let hasBegun = false
  let isStale = true
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
    const coming = next()
    const isLate = coming !== undefined && isUrgent(coming) && !isUrgent(job) && !isSameJob(coming, job)
    if (isLate || !isWanted(job)) controller.abort()
  }

  const jobs = turnsOf(signal, async () => {
    while (hasBegun && !signal.aborted) {
      try {
        await lookNow()
        const job = next()
        if (!job) return
        const controller = new AbortController()
        atWork = { job, controller }
        await perform(job, AbortSignal.any([controller.signal, signal]))
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

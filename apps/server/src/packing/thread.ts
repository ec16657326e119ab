import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer, Made, ThreadJob } from './jobs.ts'

/** A thread that does one job at a time. */
export interface Thread {
  /**
   * @param signal ends the thread in the middle of the job
   * @param longest ms that the job may take: a disk that hangs must not keep all others from being done
   * @throws Error for whatever keeps it from being done, such as its own end; with the `code` of the system, such as `ENOSPC`
   */
  run(job: ThreadJob, signal: AbortSignal, longest: number): Promise<Made>
  stop(): Promise<void>
}

/** More than this the thread's objects do not take, MB; the contents it works on come on top. */
const MOST_MEMORY = 512
/** A thread without work is ended after this, ms. */
const IDLE = 10_000

/**
 * A thread that is started when there is something to do, and again when it came to an end.
 *
 * @param memory MB that its objects may take
 */
export function createThread(script = new URL('./packer-thread.ts', import.meta.url), memory = MOST_MEMORY): Thread {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const start = () => {
    const started = new Worker(script, {
      execArgv: ['--conditions=@relevo/source'],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    })
    started.unref()
    const forget = () => {
      if (worker === started) worker = undefined
    }
    // Of its end during a job the job hears; between two there is nothing to be heard.
    started.on('error', forget)
    started.on('exit', forget)
    return started
  }

  const stop = async () => {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  return {
    async run(job, signal, longest) {
      signal.throwIfAborted()
      clearTimeout(idle)
      worker ??= start()
      const over = new AbortController()
      const late = AbortSignal.timeout(longest)
      const until = AbortSignal.any([signal, late, over.signal])
      const exit = once(worker, 'exit', { signal: until }).then(() => {
        throw new Error('the packing thread ended')
      })
      try {
        worker.postMessage(job)
        const [answer] = (await Promise.race([once(worker, 'message', { signal: until }), exit])) as [Answer]
        if ('made' in answer) return answer.made
        const { message, code } = answer.error
        throw Object.assign(new Error(message), code !== undefined && { code })
      } catch (error) {
        if (signal.aborted || late.aborted) await stop()
        throw late.aborted && !signal.aborted ? new Error(`it took longer than ${Math.ceil(longest / 1000)} s`) : error
      } finally {
        over.abort()
        exit.catch(() => undefined)
        idle = setTimeout(() => void stop(), IDLE)
        idle.unref()
      }
    },
    stop,
  }
}

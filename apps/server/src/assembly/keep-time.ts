/** Milliseconds until work that failed is taken up again. */
const AFTER_FAILURE = 5_000

/**
 * Do some work now, and again whenever it says that it wants to be called. It is never called while it is still at work.
 *
 * @param work resolves to when it wants to be called again, ms since the epoch
 * @param failed told when it could not do its work; it is called again after 5 s
 * @returns ends it, and resolves when nothing is at work any more
 */
export function keepTime(work: () => Promise<number>, failed: (error: unknown) => void): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let atWork: Promise<void> = Promise.resolve()
  let isOver = false

  const turn = async () => {
    let next: number
    try {
      next = await work()
    } catch (error) {
      failed(error)
      next = Date.now() + AFTER_FAILURE
    }
    if (!isOver) timer = setTimeout(start, Math.max(0, next - Date.now()))
  }
  const start = () => {
    atWork = turn()
  }
  start()

  return async () => {
    isOver = true
    clearTimeout(timer)
    await atWork
  }
}

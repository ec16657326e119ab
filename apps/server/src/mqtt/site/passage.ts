/** Lets so many tasks through at a time; others wait, and when too many wait, the next is turned away. */
export interface Passage {
  /**
   * @param isPatient it waits however many wait already; for callers that are few by themselves
   * @throws Error when too many wait; and whatever the task throws
   */
  through<T>(task: () => Promise<T>, isPatient?: boolean): Promise<T>
  /** From now on so many at a time. */
  widen(most: number): void
}

/** @param mayWait tasks that may wait */
export function createPassage(mayWait: number): Passage {
  let most = 1
  let inside = 0
  const waiting: (() => void)[] = []
  const admit = () => {
    while (inside < most && waiting.length > 0) {
      inside++
      waiting.shift()?.()
    }
  }
  return {
    async through(task, isPatient = false) {
      if (inside < most) inside++
      else if (isPatient || waiting.length < mayWait) await new Promise<void>((resolve) => waiting.push(resolve))
      else throw new Error(`${waiting.length} messages wait already`)
      try {
        return await task()
      } finally {
        inside--
        admit()
      }
    },
    widen(wanted) {
      most = wanted
      admit()
    },
  }
}

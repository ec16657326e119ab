/** What this server waits for from the site's broker. */
export interface Answers {
  /**
   * What comes of a question, unless all are given up or it takes too long.
   *
   * @param patience ms
   * @throws Error in plain words
   */
  of<T>(answer: Promise<T>, patience?: number): Promise<T>
  /** None of them will come: the line is broken. */
  giveUp(reason: string): void
}

/** The broker has so long, ms, to answer. */
const PATIENCE = 10_000

export function createAnswers(): Answers {
  const waiting = new Set<(error: Error) => void>()
  return {
    of: (answer, patience = PATIENCE) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => giveIn(new Error('the site’s broker does not answer')), patience)
        const over = () => {
          clearTimeout(late)
          waiting.delete(giveIn)
        }
        const giveIn = (error: Error) => {
          over()
          reject(error)
        }
        waiting.add(giveIn)
        answer.then((value) => {
          over()
          resolve(value)
        }, giveIn)
      }),
    giveUp(reason) {
      for (const giveIn of [...waiting]) giveIn(new Error(reason))
    },
  }
}

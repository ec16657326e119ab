/** What has to be done when a server stops, last in, first out. */
export interface Closing {
  push(step: () => Promise<unknown>): void
  /**
   * Do all of it, once. A step that fails keeps none of the others from being done.
   *
   * @throws what the step threw; AggregateError when several did
   */
  all(): Promise<void>
}

/** Nothing to be done yet. */
export function createClosing(): Closing {
  const steps: (() => Promise<unknown>)[] = []
  return {
    push: (step) => void steps.push(step),
    async all() {
      const failures: unknown[] = []
      for (const step of steps.splice(0).reverse()) {
        try {
          await step()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 1)
        throw new AggregateError(failures, 'Several parts of the server did not stop as they should')
      if (failures.length === 1) throw failures[0]
    },
  }
}

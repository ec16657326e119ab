/** Of what is owed, so much is paid at a time. */
const AT_A_TIME = 64
/** What could not be paid is tried again after so long, ms. */
const PAUSE = 1_000

/** Topics whose last word the site's broker should be told. */
export interface Debts {
  /** These too, as soon as may be. A topic that is owed already is owed once. */
  owe(topics: Iterable<string>): void
}

/**
 * Pays what is owed, a few at a time, as long as there is anybody to pay.
 *
 * @param isUp is there anybody? When there is again, all of it has to be owed anew
 * @param pay tells the last word on a topic; false when it has to be tried again. It must not throw
 */
export function createDebts(isUp: () => boolean, pay: (topic: string) => Promise<boolean>): Debts {
  const owed = new Set<string>()
  const failed = new Set<string>()
  let isPaying = false
  const payAll = async () => {
    if (isPaying) return
    isPaying = true
    // Something may be owed between the end of the last payer and here.
    while (owed.size > 0 && isUp()) await Promise.all(Array.from({ length: AT_A_TIME }, payOn))
    isPaying = false
  }
  const payOn = async () => {
    for (const topic of owed) {
      if (!isUp()) return
      owed.delete(topic)
      if (!(await pay(topic))) tryLater(topic)
    }
  }
  /** Not in this round: who is turned away at once would come back at once, and nothing else would run any more. */
  const tryLater = (topic: string) => {
    if (failed.size === 0) setTimeout(again, PAUSE).unref()
    failed.add(topic)
  }
  const again = () => {
    const topics = [...failed]
    failed.clear()
    owe(topics)
  }
  const owe = (topics: Iterable<string>) => {
    for (const topic of topics) owed.add(topic)
    void payAll()
  }
  return { owe }
}

/** Whatever can die or hang: a worker, a page. Its tasks are dropped from then on, so nothing it waits for ever settles. */
export class Life {
  alive = true
}

interface Task {
  at: number
  order: number
  life: Life | undefined
  run: () => void
}

/**
 * Time of one tablet, and everything that is going to happen on it. One task runs at a time, as in an event loop: then
 * every promise that can settle does, then what waits for the end of the task. Real time is never waited for.
 */
export class Timeline {
  /** Milliseconds that passed while the tablet was awake; no clock that is set moves it. */
  now = 0
  #order = 0
  #tasks: Task[] = []
  #afterwards: (() => void)[] = []

  /** @returns how to call it off */
  after(ms: number, life: Life | undefined, run: () => void): () => void {
    const task: Task = { at: this.now + Math.max(0, ms), order: this.#order++, life, run }
    this.#push(task)
    return () => {
      task.run = NOTHING
    }
  }

  /** Done when this task, and everything its promises lead to, is over. */
  afterTask(run: () => void): void {
    this.#afterwards.push(run)
  }

  /** Let so many tasks happen. */
  async run(tasks: number): Promise<void> {
    for (let ran = 0; ran < tasks && this.#tasks.length > 0; ) if (await this.#next()) ran += 1
  }

  /** Let time pass. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms
    for (let [first] = this.#tasks; first && first.at <= until; [first] = this.#tasks) await this.#next()
    this.now = until
  }

  /** @returns whether something ran */
  async #next(): Promise<boolean> {
    const task = this.#pop()
    if (!task || task.run === NOTHING || task.life?.alive === false) return false
    this.now = Math.max(this.now, task.at)
    task.run()
    await settled()
    for (const run of this.#afterwards.splice(0)) run()
    return true
  }

  /** A binary heap: a tablet has a thousand timers and runs for thousands of lives. */
  #push(task: Task): void {
    const tasks = this.#tasks
    let at = tasks.push(task) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = tasks[above] as Task
      if (!isBefore(task, parent)) break
      tasks[at] = parent
      at = above
    }
    tasks[at] = task
  }

  #pop(): Task | undefined {
    const tasks = this.#tasks
    const first = tasks[0]
    const last = tasks.pop()
    if (!last || tasks.length === 0) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      const [left, right] = [tasks[below], tasks[below + 1]]
      if (!left) break
      if (right && isBefore(right, left)) below += 1
      const child = tasks[below] as Task
      if (!isBefore(child, last)) break
      tasks[at] = child
      at = below
    }
    tasks[at] = last
    return first
  }
}

function isBefore(one: Task, other: Task): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}

const NOTHING = () => undefined

/** Every promise that can settle has. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

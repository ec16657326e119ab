import { RelevoError, type TabletCode } from '@relevo/core/errors'
import type { Ask, WorkerState } from '@relevo/core/protocol'
import type { OnTell, WorkerLink } from '../ports.ts'
import { settled } from './pushed-clock.ts'

interface Open {
  ask: Ask
  progress(loaded: number, total: number): void
  answer(state: WorkerState): void
  refuse(code: TabletCode, detail?: string): void
}

/** A worker that records what it is asked and answers when the test says so; `hello` is answered by itself. */
export class LoopbackWorker {
  state: WorkerState = { protocol: 1, failed: {} }
  asked: Ask[] = []
  tell: OnTell = () => {
    throw new Error('nobody opened the line')
  }
  helloFails: TabletCode | undefined
  #open: Open[] = []

  readonly openLink = (onTell: OnTell): WorkerLink => {
    this.tell = onTell
    return {
      close: () => {
        this.tell = () => undefined
      },
      ask: (ask, onProgress) =>
        new Promise((resolve, reject) => {
          this.asked.push(ask)
          if (ask.ask === 'hello' && this.helloFails) reject(new RelevoError(this.helloFails))
          else if (ask.ask === 'hello') resolve(this.state)
          else
            this.#open.push({
              ask,
              progress: (loaded, total) => onProgress?.(loaded, total),
              answer: resolve,
              refuse: (code, detail) => reject(new RelevoError(code, detail)),
            })
        }),
    }
  }

  /** The kinds of ask so far, `hello` left out. */
  get kinds(): string[] {
    return this.asked.map(({ ask }) => ask).filter((ask) => ask !== 'hello')
  }

  #take(kind: Ask['ask']): Open {
    const index = this.#open.findIndex(({ ask }) => ask.ask === kind)
    const [open] = this.#open.splice(index, index < 0 ? 0 : 1)
    if (!open) throw new Error(`no ${kind} is open, only ${this.#open.map(({ ask }) => ask.ask)}`)
    return open
  }

  /** Answer the oldest open ask of a kind, with the slots changed like this. */
  async done(kind: Ask['ask'], change: Partial<WorkerState> = {}): Promise<Ask> {
    const { ask, answer } = this.#take(kind)
    this.state = { ...this.state, ...change }
    answer(this.state)
    await settled()
    return ask
  }

  async refuses(kind: Ask['ask'], code: TabletCode, detail?: string): Promise<void> {
    this.#take(kind).refuse(code, detail)
    await settled()
  }

  progress(loaded: number, total: number): void {
    for (const open of this.#open) if (open.ask.ask === 'stage') open.progress(loaded, total)
  }
}

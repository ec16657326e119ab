import type { DeploymentStore } from './deployment-store.ts'
import type { OutputLine } from './ports.ts'

/** Takes what a step prints and keeps it while it runs. */
interface Output {
  add(line: OutputLine): void
  /** Resolves when all of it is kept. @throws what the store threw */
  kept(): Promise<void>
}

/** Lines that come during a write share the next: a step that prints much costs few transactions. */
export function createOutput(id: string, store: Pick<DeploymentStore, 'addOutput'>): Output {
  const waiting: OutputLine[] = []
  let writing: Promise<void> | undefined

  const write = async () => {
    while (waiting.length > 0) {
      const lines = waiting.slice()
      await store.addOutput(id, lines)
      waiting.splice(0, lines.length) // kept on a failure, for the next try
    }
  }
  const start = () => {
    writing ??= write().finally(() => {
      writing = undefined
    })
    return writing
  }

  return {
    add(line) {
      waiting.push(line)
      start().catch(() => undefined) // `kept` tries again, and throws
    },
    async kept() {
      while (waiting.length > 0 || writing) await start()
    },
  }
}

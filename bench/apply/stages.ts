import type { TargetSession } from '../target-session.ts'

/** What a worker waits for while it applies a patch. */
const KINDS = ['fetch', 'read', 'hash', 'put'] as const

/** When something was begun and ended, ms. */
type Span = [begun: number, ended: number]

/** How long each took, ms; what overlaps with itself is counted once. `rebuild` is the time without any of the others. */
export type Stages = Record<(typeof KINDS)[number] | 'rebuild' | 'all', number>

/** Have the worker write down what it waits for. The program of the worker stays as it is shipped. */
export async function watch(worker: TargetSession): Promise<void> {
  await worker.run(`(() => {
    const spans = { fetch: [], read: [], hash: [], put: [], patch: [] }
    self.benchSpans = spans
    const timed = (object, name, kindOf) => {
      const plain = object[name]
      object[name] = function (...args) {
        const begun = performance.now()
        const pending = plain.apply(this, args)
        const end = () => kindOf(args).forEach((kind) => spans[kind].push([begun, performance.now()]))
        pending.then(end, end)
        return pending
      }
    }
    timed(self, 'fetch', ([asked]) => String(asked.url ?? asked).includes('/patches/') ? ['fetch', 'patch'] : ['fetch'])
    timed(ReadableStreamDefaultReader.prototype, 'read', () => ['fetch'])
    timed(Cache.prototype, 'match', () => ['read'])
    timed(ReadableStreamBYOBReader.prototype, 'read', () => ['read'])
    timed(Response.prototype, 'blob', () => ['read'])
    timed(Blob.prototype, 'arrayBuffer', () => ['read'])
    timed(SubtleCrypto.prototype, 'digest', () => ['hash'])
    timed(Cache.prototype, 'put', () => ['put'])
  })()`)
}

/**
 * What was written down since, from the request of the patch until the last file was in the store.
 *
 * @throws Error when there was no patch: then nothing was applied
 */
export async function stagesOf(worker: TargetSession): Promise<Stages> {
  const spans: Record<string, Span[]> = await worker.run('self.benchSpans')
  const { patch = [], put = [] } = spans
  const [[begun] = []] = patch
  if (begun === undefined) throw new Error('the worker has asked for no patch')
  const ended = Math.max(...put.map(([, at]) => at))
  const within = (kind: string): Span[] =>
    (spans[kind] ?? []).filter(([from, to]) => from >= begun && to <= ended).sort(([a], [b]) => a - b)
  const each = Object.fromEntries(KINDS.map((kind) => [kind, covered(within(kind))]))
  const waited = covered(KINDS.flatMap(within).sort(([a], [b]) => a - b))
  const all = ended - begun
  return { ...each, rebuild: all - waited, all } as Stages
}

/** @param spans sorted by their begin */
function covered(spans: readonly Span[]): number {
  let until = 0
  return spans.reduce((sum, [begun, ended]) => {
    const more = Math.max(0, ended - Math.max(begun, until))
    until = Math.max(until, ended)
    return sum + more
  }, 0)
}

import { getHeapStatistics } from 'node:v8'
import type { Check, Finding } from '../fleet/readiness.ts'

/** From this part of a limit on somebody should look. */
const MUCH = 0.85

/** How near the process is to the end of its memory: V8 ends it at the limit of its heap, the system at that of its container. */
export function memoryCheck(): Check {
  return {
    name: 'memory',
    needed: false,
    async look() {
      const { used_heap_size: heap, heap_size_limit: heapLimit } = getHeapStatistics()
      return judgeMemory({ heap, heapLimit, rss: process.memoryUsage.rss(), rssLimit: process.constrainedMemory() })
    },
  }
}

/** Bytes. `rssLimit` is 0, or beyond all memory, where the system sets none. */
export function judgeMemory(memory: { heap: number; heapLimit: number; rss: number; rssLimit: number }): Finding {
  const { heap, heapLimit, rss, rssLimit } = memory
  const isMuch = heap > MUCH * heapLimit || (rssLimit > 0 && rss > MUCH * rssLimit)
  const limit = rssLimit > 0 && rssLimit < Number.MAX_SAFE_INTEGER ? ` of ${megabytes(rssLimit)}` : ''
  const detail = `${megabytes(heap)} of ${megabytes(heapLimit)} MB heap, ${megabytes(rss)}${limit} MB in all`
  return { status: isMuch ? 'warn' : 'ok', detail }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}

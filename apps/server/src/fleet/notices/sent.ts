import type { Outcome } from './delivery.ts'
import type { Letter, Sink } from './ports.ts'

/** A sink that breaks its promise and throws is one that failed; what it threw may hold its address, and goes nowhere. */
export async function sent(sink: Sink, letter: Letter): Promise<Outcome> {
  try {
    return await sink.send(letter)
  } catch {
    return { result: 'failed', detail: 'the sink failed in an unknown way' }
  }
}

import { signal } from '@preact/signals'
import { type EnvironmentRow, get, type List, type ReleaseRow, type TabletRow } from './api.ts'

const EVERY = 3_000
const NONE = { data: [], count: 0 }

/** Those that are stuck first: a long list must not hide them. */
export const tablets = signal<List<TabletRow>>(NONE)
/** How many are stuck. */
export const stuckCount = signal(0)
export const releases = signal<List<ReleaseRow>>(NONE)
export const environments = signal<List<EnvironmentRow>>(NONE)
/** When the rows were last true, and why they are no longer, if so. */
export const freshness = signal<{ at?: Date; lost?: string }>({})

/**
 * Keep the rows up to date until stopped.
 *
 * @returns stop
 */
export function watchFleet(): () => void {
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    try {
      const [stuck, others, newReleases, newEnvironments] = await Promise.all([
        get<TabletRow>('tablets?stuck=true&limit=200', abort.signal),
        get<TabletRow>('tablets?stuck=false&limit=200', abort.signal),
        get<ReleaseRow>('releases?limit=50', abort.signal),
        get<EnvironmentRow>('environments', abort.signal),
      ])
      tablets.value = { data: [...stuck.data, ...others.data], count: stuck.count + others.count }
      stuckCount.value = stuck.count
      releases.value = newReleases
      environments.value = newEnvironments
      freshness.value = { at: new Date() }
    } catch (error) {
      if (abort.signal.aborted) return
      freshness.value = { ...freshness.value, lost: String(error) }
    }
    timer = setTimeout(look, EVERY)
  }

  void look()
  return () => {
    abort.abort()
    clearTimeout(timer)
  }
}

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get } from '../api/api.ts'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { releasePageWords as words } from '../wording/release-page.ts'
import type { WholeRelease } from './release-rows.ts'

interface BlockDialogProps {
  release: WholeRelease
  /** Environments in which it is current. */
  currentIn: readonly string[]
  onClose(): void
}

/** Asks before a release is blocked, or may run again: what that means for how many tablets. */
export function BlockDialog({ release: { version, blockedAt }, currentIn, onClose }: BlockDialogProps) {
  const acting = useActing()
  const counts = useSignal<{ runs: number; concerned: number } | null | undefined>(undefined)
  const blocks = blockedAt === undefined
  const names = currentIn.join(', ')

  useEffect(() => {
    const abort = new AbortController()
    countTablets(version, currentIn, abort.signal).then(
      (found) => {
        counts.value = found
      },
      () => {
        counts.value = null
      },
    )
    return () => abort.abort()
  }, [])

  async function decide(): Promise<void> {
    if (await acting.act(`releases/${encodeURIComponent(version)}`, { blocked: blocks }, 'PATCH')) onClose()
  }

  const known = counts.value
  return (
    <Dialog
      title={blocks ? words.blockTitle(version) : words.unblockTitle(version)}
      confirm={blocks ? words.doBlock : words.doUnblock}
      isHarmless={!blocks}
      acting={acting}
      onConfirm={decide}
      onClose={onClose}
    >
      <p>{blocks ? words.blockMeans : words.unblockMeans}</p>
      {known === null && <p class="bad">{words.blockUnknown}</p>}
      {known && blocks && (
        <p>
          <strong>{words.blockLeaves(known.runs)}</strong>
        </p>
      )}
      {names !== '' && blocks && <p>{words.blockCurrent(names)}</p>}
      {known && names !== '' && !blocks && (
        <p>
          <strong>{words.unblockCurrent(names, known.concerned)}</strong>
        </p>
      )}
    </Dialog>
  )
}

/** Tablets that report a release, and tablets of the environments in which it is current. */
async function countTablets(version: string, environments: readonly string[], signal: AbortSignal) {
  const count = async (query: string) => (await get(`tablets?limit=1&${query}`, signal)).count
  const [runs, ...concerned] = await Promise.all([
    count(`release=${encodeURIComponent(version)}`),
    ...environments.map((name) => count(`environment=${encodeURIComponent(name)}`)),
  ])
  return { runs, concerned: concerned.reduce((sum, one) => sum + one, 0) }
}

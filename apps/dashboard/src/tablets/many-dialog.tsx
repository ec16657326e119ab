import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { TabletRow } from '../api/rows.ts'
import { lookAgain } from '../live/looking.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { tabletWords } from '../wording/tablets.ts'
import { outcome } from './outcome.tsx'

/** What is asked before something is done with tablets, and how it is done. */
export interface ManyDialogProps {
  title(count: number): string
  confirm(count: number): string
  isHarmless?: boolean
  /** Something is still missing. */
  isOff?: boolean
  /** Find the tablets. */
  find(signal: AbortSignal): Promise<TabletRow[]>
  /** Do it, and say meanwhile how many are done. */
  perform(tablets: TabletRow[], how: { done(count: number): void; signal: AbortSignal }): Promise<void>
  onClose(): void
  /** What it means for these. */
  children(tablets: TabletRow[]): ComponentChildren
}

/** Asks once before something is done with many tablets; closed, it stops. */
export function ManyDialog({ title, confirm, isHarmless, isOff, find, perform, onClose, children }: ManyDialogProps) {
  const tablets = useSignal<TabletRow[] | undefined>(undefined)
  const isBusy = useSignal(false)
  const trouble = useSignal<unknown>(undefined)
  const done = useSignal(0)
  const abort = useRef(new AbortController())
  const count = tablets.value?.length ?? 0

  useEffect(() => {
    find(abort.current.signal).then(
      (found) => {
        tablets.value = found
      },
      (error) => {
        trouble.value = error
      },
    )
    return () => abort.current.abort()
  }, [])

  async function go(): Promise<void> {
    if (isBusy.peek() || !tablets.value) return
    isBusy.value = true
    trouble.value = undefined
    outcome.value = ''
    try {
      const { signal } = abort.current
      await perform(tablets.value, {
        signal,
        done: (so) => {
          done.value = so
        },
      })
      onClose()
    } catch (error) {
      if (!abort.current.signal.aborted) trouble.value = error
    } finally {
      isBusy.value = false
      lookAgain()
    }
  }

  return (
    <Dialog
      title={tablets.value ? title(count) : tabletWords.counting}
      confirm={confirm(count)}
      acting={{ isBusy, trouble }}
      isHarmless={isHarmless ?? false}
      isOff={count === 0 || (isOff ?? false)}
      onConfirm={go}
      onClose={onClose}
    >
      {tablets.value && children(tablets.value)}
      {(isBusy.value || done.value > 0) && count > 1 && (
        <p class="quiet" role="status">
          <progress max={count} value={done.value} /> {tabletWords.progress(done.value, count)}
        </p>
      )}
    </Dialog>
  )
}

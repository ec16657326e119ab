import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ifThere, send } from '../api/api.ts'
import type { DeployOrder } from './deploy-draft.ts'
import type { Preview } from './plan.ts'

/** From the last letter typed to the question, in milliseconds. */
const QUIET = 300

/** What would come of an order. */
interface Previewing {
  preview: Signal<Preview | undefined>
  /** It is being found out. */
  isLooking: Signal<boolean>
  /** What the server refuses about it. */
  trouble: Signal<unknown>
}

/**
 * Find out who would be in which wave, whenever the order is another.
 *
 * @param order absent while it is none yet: then nothing is known
 */
export function usePreview(order: DeployOrder | undefined): Previewing {
  const preview = useSignal<Preview | undefined>(undefined)
  const isLooking = useSignal(false)
  const trouble = useSignal<unknown>(undefined)
  const asked = order && JSON.stringify(order)

  useEffect(() => {
    if (asked === undefined) {
      preview.value = undefined
      trouble.value = undefined
      return
    }
    let isOver = false
    isLooking.value = true
    const timer = setTimeout(async () => {
      try {
        const answer = await ifThere(send<Preview>('POST', 'deployments/plan', JSON.parse(asked)))
        if (isOver) return
        preview.value = answer
        trouble.value = undefined
      } catch (error) {
        if (isOver) return
        preview.value = undefined
        trouble.value = error
      }
      isLooking.value = false
    }, QUIET)
    return () => {
      isOver = true
      isLooking.value = false
      clearTimeout(timer)
    }
  }, [asked])

  return { preview, isLooking, trouble }
}

import { type Signal, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { send } from './api.ts'
import { lookAgain } from './looking.ts'

/** Something that a button does, once at a time. */
export interface Acting {
  isBusy: Signal<boolean>
  /** What the last try threw. */
  trouble: Signal<unknown>
  /** @returns whether it was done; a second call while one is under way does nothing */
  act(path: string, body?: object): Promise<boolean>
}

/** Have the API do what a person decided, and look at once at what came of it. */
export function useActing(): Acting {
  const isBusy = useSignal(false)
  const trouble = useSignal<unknown>(undefined)
  const underWay = useRef(false)

  async function act(path: string, body: object = {}): Promise<boolean> {
    if (underWay.current) return false
    underWay.current = true
    isBusy.value = true
    trouble.value = undefined
    try {
      await send('POST', path, body)
      return true
    } catch (error) {
      trouble.value = error
      return false
    } finally {
      underWay.current = false
      isBusy.value = false
      lookAgain()
    }
  }

  return { isBusy, trouble, act }
}

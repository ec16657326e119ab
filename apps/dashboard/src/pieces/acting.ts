import { type Signal, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { type Method, send } from '../api/api.ts'
import { lookAgain } from '../live/looking.ts'

/** That something was done, and what the API said to it. */
interface Done<T> {
  answer: T
}

/** Something that a button does, once at a time. */
export interface Acting {
  isBusy: Signal<boolean>
  /** What the last try threw. */
  trouble: Signal<unknown>
  /** @returns what came of it, if it was done; a second call while one is under way does nothing */
  act<T = unknown>(path: string, body?: object, method?: Method): Promise<Done<T> | undefined>
}

/** Have the API do what a person decided, and look at once at what came of it. */
export function useActing(): Acting {
  const isBusy = useSignal(false)
  const trouble = useSignal<unknown>(undefined)
  const underWay = useRef(false)

  async function act<T>(path: string, body: object = {}, method: Method = 'POST'): Promise<Done<T> | undefined> {
    if (underWay.current) return undefined
    underWay.current = true
    isBusy.value = true
    trouble.value = undefined
    try {
      return { answer: await send<T>(method, path, method === 'DELETE' ? undefined : body) }
    } catch (error) {
      trouble.value = error
      return undefined
    } finally {
      underWay.current = false
      isBusy.value = false
      lookAgain()
    }
  }

  return { isBusy, trouble, act }
}

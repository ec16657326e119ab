import { isAsked } from '@relevo/core/update'
import type { UpdateManager } from '../update-manager.ts'
import type { EnrolElement } from './enrol-element.ts'

const NAME = 'relevo-enrol'
/** Where the key of the site lets the tablet in, it does before anybody could read the form; in milliseconds. */
const PATIENCE = 2_000

/**
 * Show a form for the enrolment code while the server wants this tablet to enrol: a `<relevo-enrol>` at the end of the
 * page. Its code is fetched then. Who puts it away does not see it again before the next start. It is not there while a person
 * is asked about an update; who types in it holds the update, for a minute after the last key or touch.
 *
 * @returns how to stop
 * @example offerEnrolment(createUpdateManager({ version, worker }))
 */
export function offerEnrolment(manager: UpdateManager): () => void {
  let element: EnrolElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  const isWanted = () => !isOver && (manager.state.access === 'wanted' || manager.state.access === 'enrolling')

  async function show(): Promise<void> {
    const { EnrolElement } = await import('./enrol-element.ts')
    if (!isWanted()) return
    if (!customElements.get(NAME)) customElements.define(NAME, EnrolElement)
    element ??= document.createElement(NAME) as EnrolElement
    element.offer(manager, () => isAsked(manager.state), stop)
  }

  function look(): void {
    if (!isWanted()) {
      clearTimeout(timer)
      timer = undefined
      element?.remove()
      element = undefined
    } else
      timer ??= setTimeout(() => {
        show().catch(() => {
          timer = undefined // its code could not be fetched: tried again with the next answer of the server
        })
      }, PATIENCE)
  }

  const unsubscribe = manager.subscribe(look)
  function stop(): void {
    isOver = true
    unsubscribe()
    look()
  }
  look()
  return stop
}

import { type Signal, useSignal } from '@preact/signals'

/** A question that is open. */
interface Open<About> {
  about: About
  /** The key of its dialog: each question has one of its own. */
  nth: number
  /** It is answered, or was taken back. */
  close(): void
}

/** How many questions this window has asked. */
let asked = 0

/** Something that a component asks in a dialog. */
export interface Asking<About> {
  open: Signal<Open<About> | undefined>
  ask(about: About): void
}

/**
 * Ask in a dialog, once at a time. A browser says a frame late that a dialog was closed: that ends no newer question.
 *
 * @example
 * const { open, ask } = useQuestion<TokenRow>()
 * return open.value && <RevokeDialog key={open.value.nth} token={open.value.about} onClose={open.value.close} />
 */
export function useQuestion<About>(): Asking<About> {
  const open = useSignal<Open<About> | undefined>(undefined)

  function ask(about: About): void {
    asked += 1
    const nth = asked
    open.value = {
      about,
      nth,
      close() {
        if (open.peek()?.nth === nth) open.value = undefined
      },
    }
  }

  return { open, ask }
}

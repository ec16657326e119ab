import type { Prompt } from './ports.ts'

/** A prompt whose code is fetched once the page is up. */
export function lazyPrompt(load: () => Promise<Prompt>): Prompt {
  let loading: Promise<Prompt> | undefined
  let loaded: Prompt | undefined
  let wanted: Parameters<Prompt['show']> | undefined
  const get = () => (loading ??= load())
  return {
    prepare() {
      get().catch(() => {
        loading = undefined // tried again when there is something to ask
      })
    },
    async show(...question) {
      wanted = question
      try {
        loaded = await get()
        if (wanted) loaded.show(...wanted)
      } catch {
        loading = undefined
        // The chunk could not be fetched: the countdown still runs, and the next news asks again.
      }
    },
    hide() {
      wanted = undefined
      loaded?.hide()
    },
  }
}

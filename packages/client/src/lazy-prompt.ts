import type { Prompt } from './ports.ts'

/** A prompt whose code is fetched when there is something to ask. */
export function lazyPrompt(load: () => Promise<Prompt>): Prompt {
  let loading: Promise<Prompt> | undefined
  let loaded: Prompt | undefined
  let wanted: Parameters<Prompt['show']> | undefined
  return {
    async show(...question) {
      wanted = question
      try {
        loading ??= load()
        loaded = await loading
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

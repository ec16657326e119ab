import type { Prompt } from '../ports.ts'
import { PromptElement } from './prompt-element.ts'

const NAME = 'relevo-prompt'

/**
 * The built-in prompt: a `<relevo-prompt>` at the end of the page while there is something to ask.
 *
 * @example createUpdateManager({ version, worker, prompt: relevoPrompt() })
 */
export function relevoPrompt(): Prompt {
  if (!customElements.get(NAME)) customElements.define(NAME, PromptElement)
  let element: PromptElement | undefined
  let before: Element | null = null
  return {
    show(question, answers) {
      const shown = element ?? (document.createElement(NAME) as PromptElement)
      shown.ask(question, answers)
      if (element) return
      element = shown
      before = document.activeElement
      document.body.append(shown)
    },
    hide() {
      const hadFocus = document.activeElement === element
      element?.remove()
      if (element && hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true })
      element = undefined
    },
  }
}

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
      if (!element) before = document.activeElement
      element ??= document.createElement(NAME) as PromptElement
      element.ask(question, answers)
    },
    hide() {
      const hadFocus = document.activeElement === element
      element?.withdraw()
      if (element && hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true })
      element = undefined
    },
  }
}

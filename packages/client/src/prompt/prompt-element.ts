import type { Answers, Question } from '../ports.ts'
import { remaining } from './remaining.ts'
import { STYLE } from './style.ts'
import { wordingFor } from './wording.ts'

const MARKUP = `<style>${STYLE}</style>
<section part="dialog" tabindex="-1" aria-labelledby="title" aria-describedby="text">
  <div class="words">
    <h2 id="title" part="title"></h2>
    <div id="text"><p class="text" part="text"></p><p class="notes" part="notes"></p></div>
    <p class="countdown" part="countdown" role="timer" aria-live="off"></p>
  </div>
  <div class="buttons"><button type="button" part="accept"></button><button type="button" part="later"></button></div>
</section>`

/**
 * `<relevo-prompt>`: asks the person whether to update now. It speaks the document's language, takes no focus from
 * somebody who types, and counts down by the wall clock.
 */
export class PromptElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' })
  #tick: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    const typing = document.activeElement?.matches('input,textarea,select,iframe,[contenteditable]')
    if (!typing) this.#section?.focus({ preventScroll: true })
  }

  disconnectedCallback(): void {
    clearTimeout(this.#tick)
  }

  /** Show a question, or bring the one on the screen up to date. */
  ask(question: Question, answers: Answers): void {
    const words = wordingFor(document.documentElement.lang || navigator.language)
    if (!this.#section) this.#root.innerHTML = MARKUP
    this.lang = words.lang
    this.#section?.setAttribute('role', question.mayDefer ? 'dialog' : 'alertdialog')
    this.#write('h2', words.title)
    this.#write('.text', words.text)
    this.#write('.notes', question.notes ?? '')
    this.#button('accept', words.accept, answers.accept)
    this.#button('later', words.later, answers.later).hidden = !question.mayDefer
    this.onkeydown = (event) => {
      if (event.key === 'Escape' && question.mayDefer) answers.later()
    }
    this.#countDown(question.deadline, words.countdown)
  }

  get #section(): HTMLElement | null {
    return this.#root.querySelector('section')
  }

  #write(selector: string, text: string): void {
    const element = this.#root.querySelector(selector)
    if (element && element.textContent !== text) element.textContent = text
  }

  #button(part: string, text: string, onClick: () => void): HTMLButtonElement {
    const button = this.#root.querySelector(`[part=${part}]`) as HTMLButtonElement
    this.#write(`[part=${part}]`, text)
    button.onclick = onClick
    return button
  }

  #countDown(deadline: number | undefined, words: string): void {
    clearTimeout(this.#tick)
    const left = deadline === undefined ? undefined : deadline - Date.now()
    this.#write('.countdown', left === undefined ? '' : `${words} ${remaining(left)}`)
    // On the second, so that no number is skipped.
    if (left !== undefined && left > 0)
      this.#tick = setTimeout(() => this.#countDown(deadline, words), left % 1000 || 1000)
  }
}

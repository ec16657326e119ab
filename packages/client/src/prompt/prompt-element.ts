import type { Answers, Question } from '../ports.ts'
import { clockOf } from './clock-of.ts'
import { buildDialog } from './dialog.ts'
import { isFocusFree } from './focus.ts'
import { dress } from './style.ts'
import { watchPage } from './watch-page.ts'
import { type Wording, wordingFor } from './wording.ts'

/** An app that replaced its whole body gets the question back after this long, in milliseconds. */
const COME_BACK = 1000

/**
 * `<relevo-prompt>`: asks the person whether to update now. It speaks the document's language, takes no focus from
 * somebody who uses the app, and counts down by the wall clock.
 */
export class PromptElement extends HTMLElement {
  readonly #dialog = buildDialog()
  #asked: { question: Question; answers: Answers } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #stop: (() => void) | undefined

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    dress(root)
    root.append(this.#dialog.place)
    this.#dialog.accept.onclick = () => this.#asked?.answers.accept()
    this.#dialog.later.onclick = () => this.#asked?.answers.later()
    this.onkeydown = (event) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      if (this.#asked?.question.mayDefer) this.#asked.answers.later()
    }
  }

  connectedCallback(): void {
    this.#stop = watchPage(this.#draw)
    this.#draw()
    if (isFocusFree(document)) this.#dialog.dialog.focus({ preventScroll: true })
    // A screen reader learns of it all the same.
    else this.#dialog.words.setAttribute('role', 'alert')
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    this.#stop?.()
    if (this.#asked) this.#timer = setTimeout(() => home().append(this), COME_BACK)
  }

  /** Show a question, or bring the one on the screen up to date. */
  ask(question: Question, answers: Answers): void {
    this.#asked = { question, answers }
    this.#draw()
    if (!this.isConnected) home().append(this)
  }

  /** Take the question back. */
  withdraw(): void {
    this.#asked = undefined
    this.remove()
    clearTimeout(this.#timer)
  }

  // Private functions in fields: Chrome 80 has private fields, and no private methods.
  #draw = (): void => {
    if (!this.#asked) return
    const { mayDefer, notes = '', deadline } = this.#asked.question
    const parts = this.#dialog
    const words = wordingFor(document.documentElement.lang || navigator.language)
    this.lang = words.lang
    parts.dialog.setAttribute('role', mayDefer ? 'dialog' : 'alertdialog')
    for (const part of ['title', 'text', 'accept', 'later'] as const) write(parts[part], words[part])
    write(parts.notes, notes)
    if (!mayDefer && parts.later.matches(':focus')) parts.dialog.focus()
    parts.later.hidden = !mayDefer
    this.#countDown(deadline, words)
  }

  #countDown = (deadline: number | undefined, words: Wording): void => {
    const { countdown, label, remaining } = this.#dialog
    clearTimeout(this.#timer)
    countdown.hidden = deadline === undefined
    if (deadline === undefined) return
    const left = deadline - Date.now()
    write(label, left > 0 ? `${words.countdown} ` : words.waiting)
    write(remaining, left > 0 ? clockOf(left) : '')
    // On the second, so that no number is skipped.
    if (left > 0) this.#timer = setTimeout(this.#draw, left % 1000 || 1000)
  }
}

/** Where it can be touched: beside an element in full screen nothing can. */
function home(): Element {
  const { fullscreenElement, documentElement, body } = document
  return fullscreenElement && fullscreenElement !== documentElement ? fullscreenElement : body
}

/** What reads the same stays: a screen reader would say it again. */
function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

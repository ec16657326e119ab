import { dress } from '../prompt/style.ts'
import { watchPage } from '../prompt/watch-page.ts'
import type { UpdateManager } from '../update-manager.ts'
import { buildForm, FORM_STYLE } from './form.ts'
import { refusalIn, wordingFor } from './wording.ts'

/** What holds the update while somebody is in the form. */
const HOLD = 'enrolling'
/** Who has not typed for so long has walked away from it; in milliseconds. */
const LEFT = 60_000

/**
 * `<relevo-enrol>`: a form in which a person types the code that lets this tablet in. It speaks the document's language
 * and takes the focus from nobody. Where it lies, a person is asked about an update too: it is not there meanwhile, and whoever
 * is in it is not asked.
 */
export class EnrolElement extends HTMLElement {
  readonly #form = buildForm()
  #manager: UpdateManager | undefined
  #isAsked: (() => boolean) | undefined
  #put: (() => void) | undefined
  #left: ReturnType<typeof setTimeout> | undefined
  #stops: (() => void)[] = []

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    dress(root, FORM_STYLE)
    root.append(this.#form.place)
    this.#form.form.onsubmit = (event) => {
      event.preventDefault()
      this.#redeem()
    }
    this.#form.later.onclick = () => this.#put?.()
    this.onkeydown = (event) => {
      // The app does not hear what is typed here.
      event.stopPropagation()
      if (event.key === 'Escape') this.#put?.()
    }
    for (const type of ['focusin', 'input', 'pointerdown']) this.addEventListener(type, this.#hold)
    this.addEventListener('focusout', this.#free)
  }

  /**
   * Show it, for this manager.
   *
   * @param isAsked is a person asked about an update? What the form's code shared with the client would be a chunk before the app
   * @param put called when the person puts it away
   */
  offer(manager: UpdateManager, isAsked: () => boolean, put: () => void): void {
    this.#manager = manager
    this.#isAsked = isAsked
    this.#put = put
    document.body.append(this)
  }

  connectedCallback(): void {
    this.#stops = [watchPage(this.#draw)]
    if (this.#manager) this.#stops.push(this.#manager.subscribe(this.#draw))
    this.#draw()
  }

  disconnectedCallback(): void {
    for (const stop of this.#stops) stop()
    // What is taken away may lose its focus without a word.
    this.#free()
  }

  // Private functions in fields: Chrome 80 has private fields, and no private methods.
  #hold = (): void => {
    this.#manager?.hold(HOLD)
    clearTimeout(this.#left)
    this.#left = setTimeout(this.#free, LEFT)
  }

  #free = (): void => {
    clearTimeout(this.#left)
    this.#manager?.free(HOLD)
  }

  #redeem = (): void => {
    const { code, accept, form } = this.#form
    if (accept.disabled) return
    if (!code.value.trim()) {
      code.focus()
      return
    }
    // A button that is disabled loses its focus, and whoever pressed it is still here.
    if (accept.matches(':focus')) form.focus()
    this.#manager?.enrol(code.value).catch(() => {
      // Said below, by the state; what was typed stays, for whoever is still here and mistyped one letter of it.
      if (this.shadowRoot?.activeElement) code.select()
    })
  }

  #draw = (): void => {
    if (!this.#manager) return
    const { access, refusal, tablet } = this.#manager.state
    const words = wordingFor(document.documentElement.lang || navigator.language)
    const parts = this.#form
    this.hidden = this.#isAsked?.() ?? false
    const isBusy = access === 'enrolling'
    this.lang = words.lang
    write(parts.title, words.title)
    write(parts.text, `${words.text} ${tablet}`)
    write(parts.label, words.code)
    write(parts.accept, isBusy ? words.busy : words.accept)
    write(parts.later, words.later)
    parts.accept.disabled = isBusy
    write(parts.refusal, refusal && !isBusy ? refusalIn(words, refusal) : '')
  }
}

/** What reads the same stays: a screen reader would say it again. */
function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

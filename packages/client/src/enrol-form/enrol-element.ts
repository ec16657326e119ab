import { dress } from '../prompt/style.ts'
import { watchPage } from '../prompt/watch-page.ts'
import type { UpdateManager } from '../update-manager.ts'
import { buildForm, FORM_STYLE } from './form.ts'
import { refusalIn, wordingFor } from './wording.ts'

/**
 * `<relevo-enrol>`: a form in which a person types the code that lets this tablet in. It speaks the document's language
 * and takes the focus from nobody. A question about an update goes first, unless somebody is in the form.
 */
export class EnrolElement extends HTMLElement {
  readonly #form = buildForm()
  #manager: UpdateManager | undefined
  #put: (() => void) | undefined
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
    this.addEventListener('focusout', this.#giveWay)
    this.onkeydown = (event) => {
      // The app does not hear what is typed here.
      event.stopPropagation()
      if (event.key === 'Escape') this.#put?.()
    }
  }

  /** Show it, for this manager; `put` is called when the person puts it away. */
  offer(manager: UpdateManager, put: () => void): void {
    this.#manager = manager
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
  }

  // Private functions in fields: Chrome 80 has private fields, and no private methods.
  #redeem = (): void => {
    const { code, accept } = this.#form
    if (accept.disabled) return
    // The button is disabled in a moment: whoever pressed it is still in the form.
    code.focus()
    if (code.value.trim())
      this.#manager?.enrol(code.value).catch(() => {
        // Said below, by the state; what was typed stays, for whoever mistyped one letter of it.
        code.select()
      })
  }

  /** Both lie at the lower edge: what a person is asked about an update must not be under this. */
  #giveWay = (): void => {
    if (!this.#manager) return
    const { state } = this.#manager
    const isAsked = state.phase === 'staged' && state.consent.is === 'asked'
    this.hidden = isAsked && document.activeElement !== this
  }

  #draw = (): void => {
    if (!this.#manager) return
    this.#giveWay()
    const { access, refusal, tablet } = this.#manager.state
    const words = wordingFor(document.documentElement.lang || navigator.language)
    const parts = this.#form
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

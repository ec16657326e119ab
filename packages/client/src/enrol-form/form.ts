import { button, named } from '../prompt/dialog.ts'

/** What the prompt has no rules for. */
export const FORM_STYLE = `
[part=entry] { display: flex; flex-wrap: wrap; align-items: center; margin-top: .6em }
label { margin-right: .6em; font-weight: 700 }
input { flex: 1 1 8em; min-width: 8em; min-height: 64px; box-sizing: border-box; padding: .2em .6em; font: inherit;
  font-size: min(2em, 9vw); letter-spacing: .08em; text-transform: uppercase; color: var(--text);
  background: transparent; border: 2px solid var(--border); border-radius: calc(var(--radius) * .75) }
input:focus { outline: 4px solid var(--focus); outline-offset: 3px }
[part=refusal] { margin-top: .4em; font-weight: 700 }
button:disabled { opacity: .6; cursor: default }
@media (forced-colors: active) { input { border-color: CanvasText } }
`

/** The form and its named parts, without a word in them. */
export function buildForm() {
  const title = named('h2', 'title')
  const text = named('p', 'text')
  const label = named('label', 'label')
  const code = named('input', 'code')
  const refusal = named('p', 'refusal')
  const accept = button('accept')
  const later = button('later')

  code.id = label.htmlFor = 'code'
  code.maxLength = 64
  code.required = true
  code.spellcheck = false
  code.autocomplete = 'off'
  code.setAttribute('autocapitalize', 'characters')
  code.setAttribute('aria-describedby', 'text refusal')
  refusal.setAttribute('role', 'alert')
  refusal.id = 'refusal'
  text.id = 'text'
  title.id = 'title'
  accept.type = 'submit'
  const buttons = document.createElement('div')
  buttons.className = 'buttons'
  buttons.append(accept, later)

  const form = named(
    'form',
    'dialog',
    title,
    text,
    named('div', 'entry', label, code),
    refusal,
    named('div', 'answer', buttons),
  )
  form.setAttribute('role', 'dialog')
  form.setAttribute('aria-labelledby', 'title')
  form.noValidate = true
  // Who presses beside a button is still in it.
  form.tabIndex = -1
  return { place: named('div', 'place', form), form, title, text, label, code, refusal, accept, later }
}

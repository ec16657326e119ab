/** An element with a name that a style sheet can find, inside and outside. */
export function named<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  part: string,
  ...inside: Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.setAttribute('part', part)
  element.append(...inside)
  return element
}

export function button(part: string): HTMLButtonElement {
  const element = named('button', part)
  element.type = 'button'
  return element
}

/** The dialog and its named parts, without a word in them. Made by hand: a page that demands Trusted Types has no HTML text. */
export function buildDialog() {
  const title = named('h2', 'title')
  const text = named('p', 'text')
  const notes = named('p', 'notes')
  const label = document.createElement('span')
  const remaining = named('b', 'remaining')
  const accept = button('accept')
  const later = button('later')

  const words = document.createElement('div')
  words.append(title, text, notes)
  const countdown = named('p', 'countdown', label, remaining)
  countdown.setAttribute('role', 'timer')
  countdown.setAttribute('aria-live', 'off')
  const buttons = document.createElement('div')
  buttons.className = 'buttons'
  buttons.append(accept, later)

  const dialog = named('section', 'dialog', words, named('div', 'answer', countdown, buttons))
  dialog.tabIndex = -1
  title.id = 'title'
  words.id = 'words'
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.setAttribute('aria-describedby', 'words')
  return {
    place: named('div', 'place', dialog),
    dialog,
    words,
    title,
    text,
    notes,
    countdown,
    label,
    remaining,
    accept,
    later,
  }
}

import { wording } from './wording.ts'

const RESIDENTS = ['1A · García', '1B · Müller', '2A · Okafor', '2B · Rossi', '3A · Nguyen', '3B · Silva']

interface Line {
  onCall(): void
  onHangUp(): void
}

/** The intercom: a directory, and a call that lasts until somebody hangs up. */
export function showIntercom(screen: HTMLElement, line: Line): void {
  const words = wording()
  const heading = document.createElement('h1')
  const hint = document.createElement('p')
  const directory = document.createElement('div')
  directory.className = 'directory'
  screen.append(heading, hint, directory)

  function showDirectory(): void {
    heading.textContent = words.welcome
    hint.textContent = words.ring
    directory.replaceChildren(...RESIDENTS.map((resident) => button(resident, () => showCall(resident))))
  }

  function showCall(resident: string): void {
    line.onCall()
    heading.textContent = resident
    hint.textContent = `${words.calling} ${resident} …`
    const hangUp = button(words.hangUp, () => {
      line.onHangUp()
      showDirectory()
    })
    hangUp.className = 'hang-up'
    directory.replaceChildren(hangUp)
    hangUp.focus()
  }

  showDirectory()
}

function button(label: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.textContent = label
  element.addEventListener('click', onClick)
  return element
}

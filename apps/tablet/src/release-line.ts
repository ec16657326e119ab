import type { UpdateManager } from '@relevo/client'
import { wording } from './wording.ts'

/** One line at the foot of the screen: which release this is, and what it is doing. */
export function showRelease(screen: HTMLElement, manager: UpdateManager): void {
  const words = wording()
  const line = document.createElement('footer')
  screen.append(line)
  document.documentElement.style.setProperty('--hue', String(hueOf(manager.state.running)))

  const show = () => {
    const { state } = manager
    const target = 'target' in state ? ` ${state.target}` : ''
    const percent =
      state.phase === 'downloading' && state.total > 0 ? ` ${Math.floor((100 * state.loaded) / state.total)} %` : ''
    line.textContent = `${words.release} ${state.running} · ${words[state.phase]}${target}${percent} · ${words.tablet} ${manager.tablet}${state.access === 'wanted' ? ` · ${words.unknown}` : ''}`
  }
  manager.subscribe(show)
  show()
}

/** Every release has its own colour, so that a change can be seen across the room. */
function hueOf(version: string): number {
  let hue = 0
  for (const char of version) hue = (hue * 31 + char.charCodeAt(0)) % 360
  return hue
}

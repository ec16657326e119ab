import { start } from 'virtual:updater'
import { draw } from './draw.ts'

declare const __DRAWS__: string

/** The same page for every tool: it shows its release, and leaves the updating to the tool. */
start((version) => {
  const output = document.querySelector('#release')
  if (output) output.textContent = version
})
if (__DRAWS__) draw(__DRAWS__)

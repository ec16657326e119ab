import { start } from 'virtual:updater'

/** The same page for every tool: it shows its release, and leaves the updating to the tool. */
start((version) => {
  const output = document.querySelector('#release')
  if (output) output.textContent = version
})

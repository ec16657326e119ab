import { version } from 'virtual:relevo'
import { start } from 'virtual:updater'

start()
const app = document.querySelector('#app') as HTMLElement
app.innerHTML = `<h1 id="release">${version}</h1><button id="lazy">lazy</button><output id="said"></output>`
app.querySelector('#lazy')?.addEventListener('click', async () => {
  const said = app.querySelector('#said') as HTMLElement
  said.textContent = await import('./lazy.ts').then(
    ({ say }) => say(),
    () => 'gone',
  )
})

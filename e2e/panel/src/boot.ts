/** How this release starts; replaced at build time by the variant. */
declare const __VARIANT__: 'good' | 'throws' | 'blank' | 'hangs'

/** What a release does once its code runs: shows itself, or fails in one of the ways releases fail. */
export function boot(app: HTMLElement, version: string): void {
  if (__VARIANT__ === 'throws') throw new Error(`${version} cannot start`)
  if (__VARIANT__ === 'blank') return
  if (__VARIANT__ === 'hangs') for (;;) Math.hypot(3, 4)
  app.innerHTML = `<h1 id="release">${version}</h1><button id="lazy">lazy</button><output id="said"></output>`
  app.querySelector('#lazy')?.addEventListener('click', async () => {
    const { say } = await import('./lazy.ts')
    const said = app.querySelector('#said')
    if (said) said.textContent = say()
  })
}

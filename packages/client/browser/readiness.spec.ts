import { expect, test } from './small-app.ts'

const BODIES: { what: string; body: string; shows: boolean }[] = [
  { what: 'nothing', body: '', shows: false },
  { what: 'an empty root', body: '<div id="root"></div>', shows: false },
  { what: 'an empty root as high as the screen', body: '<div id="root" style="height:100vh"></div>', shows: false },
  { what: 'text', body: '<div id="root">Hello</div>', shows: true },
  { what: 'hidden text', body: '<div style="display:none">Hello</div>', shows: false },
  { what: 'invisible text', body: '<div style="visibility:hidden"><p>Hello</p></div>', shows: false },
  { what: 'noscript', body: '<noscript>Please enable JavaScript</noscript>', shows: false },
  { what: 'a canvas', body: '<canvas width="10" height="10"></canvas>', shows: true },
  { what: 'a picture in a root', body: '<div><svg width="10" height="10"></svg></div>', shows: true },
  { what: 'a box in a root', body: '<main><div style="height:50px"></div></main>', shows: true },
  { what: 'a box of no height', body: '<main><div></div></main>', shows: false },
  {
    what: 'a custom element with shadow text',
    body: '<my-app><template shadowrootmode="open">Hello</template></my-app><style>my-app{display:block}</style>',
    shows: true,
  },
  { what: 'an empty custom element', body: '<my-app></my-app>', shows: false },
  { what: 'the prompt alone', body: '<relevo-prompt style="display:block;height:50px"></relevo-prompt>', shows: false },
]

for (const { what, body, shows } of BODIES) {
  test(`a page with ${what} ${shows ? 'shows' : 'does not show'} something`, async ({ page, app }) => {
    app.body = body
    await page.goto(app.url)
    expect(await page.evaluate(() => window.relevo.hasRendered(document))).toBe(shows)
  })
}

const FAULTS: { what: string; script: string; code: string; detail?: string }[] = [
  {
    what: 'throws',
    script: `setTimeout(() => { throw new TypeError('no such panel') })`,
    code: 'boot-error',
    detail: 'TypeError: no such panel',
  },
  {
    what: 'rejects',
    script: `Promise.reject(new Error('no back end'))`,
    code: 'boot-error',
    detail: 'Error: no back end',
  },
  { what: 'imports what is not there', script: `import('/gone.js')`, code: 'boot-error' },
  {
    what: 'meets a browser’s notice about its layout',
    script: `const box = document.querySelector('h1'); let wide = 10
      new ResizeObserver(() => { box.style.height = (wide += 10) % 500 + 'px' }).observe(box)`,
    code: 'ready',
  },
  {
    what: 'misses a picture',
    script: `document.body.append(Object.assign(new Image(), { src: '/gone.png' }))`,
    code: 'ready',
  },
  { what: 'does nothing wrong', script: '', code: 'ready' },
]

for (const { what, script, code, detail } of FAULTS) {
  test(`a release on trial that ${what}: ${code}`, async ({ page, app }) => {
    app.script = `
      const { watchBoot, watchEarly, clock } = window.relevo
      watchBoot(window, clock, watchEarly(window, clock)).judge({ manual: false, readyAfter: 1000, giveUpAt: Date.now() + 8000,
        ready: () => window.said.push('ready'), failed: (code, detail) => window.said.push(code, detail) })
      ${script}`
    await page.goto(app.url)
    await expect.poll(async () => (await page.evaluate(() => window.said))[0]).toBe(code)
    if (detail) expect((await page.evaluate(() => window.said))[1]).toBe(detail)
  })
}

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type Manifest, readManifest } from '@relevo/core/release'
import { createLogger, createServer, type Plugin } from 'vite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { relevo } from './index.ts'
import { manifestOf } from './manifest/index.ts'
import { buildApp } from './testing/small-app.ts'
import { tempFolder } from './testing/temp-folder.ts'

/** Run a worker script the way a browser does: as a classic script, in a scope without window, document or process. */
async function runWorker(code: string): Promise<unknown[]> {
  const logged: unknown[] = []
  const listeners: (() => Promise<void>)[] = []
  const scope = {
    location: { href: 'https://host/sw.js' },
    addEventListener: (_: string, listener: () => Promise<void>) => listeners.push(listener),
  }
  runInNewContext(code, { self: scope, console: { log: (...said: unknown[]) => logged.push(...said) } })
  for (const listener of listeners) await listener()
  return logged
}

async function scripts(out: string, read: (path: string) => Promise<string>): Promise<string> {
  const names = await readdir(join(out, 'assets'))
  return (await Promise.all(names.filter((name) => name.endsWith('.js')).map((name) => read(`assets/${name}`)))).join(
    '\n',
  )
}

async function manifestIn(read: (path: string) => Promise<string>): Promise<Manifest> {
  return readManifest(JSON.parse(await read('relevo.json')))
}

describe('a build', () => {
  test('has one classic worker script that runs by itself and knows its release', async () => {
    const { out, read } = await buildApp()
    const code = await read('sw.js')
    expect(await runWorker(code)).toEqual([
      'worker r1',
      'https://host/sw.js',
      'hello lobby',
      'lazy',
      'production',
      process.env.NODE_ENV,
    ])
    expect(code).not.toMatch(/\bimport\s*\(|importScripts|document|window|\n.*\n.*\n/)
    expect((await readdir(out)).toSorted()).toEqual([
      'assets',
      'config',
      'fotos',
      'guide',
      'index.html',
      'relevo.json',
      'sw.js',
    ])
  })

  test('tells every page its release and where the worker is', async () => {
    const { out, read } = await buildApp()
    expect(await read('index.html')).toContain('<meta name="relevo-version" content="r1">')
    expect(await read('guide/index.html')).toContain('<meta name="relevo-version" content="r1">')
    const code = await scripts(out, read)
    expect(code).toMatch(/page .*r1/)
    expect(code).toContain('/sw.js')
  })

  test('lists exactly what there is to serve, also files that others wrote last', async () => {
    const late: Plugin = {
      name: 'late',
      enforce: 'post',
      closeBundle: {
        order: 'post',
        handler: () =>
          new Promise((done) => setImmediate(done)).then(() => writeFile(join(late.api.out, 'late.txt'), 'late')),
      },
      configResolved: (config) => {
        late.api = { out: join(config.root, 'dist') }
      },
    }
    const { out, read } = await buildApp(
      { version: 'r1' },
      { plugins: [late], build: { sourcemap: true, manifest: true } },
    )
    const manifest = await manifestIn(read)
    expect(manifest).toEqual(await manifestOf(out, 'r1', manifest.engines))
    const paths = Object.keys(manifest.files)
    expect(paths).toEqual(expect.arrayContaining(['index.html', 'guide/index.html', 'fotos/año nuevo.txt', 'late.txt']))
    expect(paths.filter((path) => /\.map$|relevo\.json|version\.json|\.vite/.test(path))).toEqual([])
    expect(await read('sw.js')).toMatch(/\/\/# sourceMappingURL=sw\.js\.map/)
    expect(existsSync(join(out, 'sw.js.map'))).toBe(true)
  })

  test.each([
    ['/panel/', '/panel/sw.js'],
    ['https://host.example/panel/', '/panel/sw.js'],
  ])('with base %s the worker is at %s', async (base, url) => {
    const { out, read } = await buildApp({ version: 'r1' }, { base })
    expect(await scripts(out, read)).toMatch(new RegExp(`["'\`]${url}["'\`]`))
    expect(JSON.parse(await read('config/version.json'))).toMatchObject({
      manifest: '../relevo.json',
      files: '../{path}',
    })
  })

  test.each(['./', ''])(
    'with base %j the worker is found from the chunk that asks, whatever page that is on',
    async (base) => {
      const { out, read } = await buildApp({ version: 'r1' }, { base })
      expect(await scripts(out, read)).toMatch(/new URL\(["'`]\.\.\/sw\.js["'`],\s*import\.meta\.url\)\.href/)
    },
  )

  test('of an app without a worker source has none, and is a release all the same', async () => {
    const { out, read } = await buildApp({ version: 'r1' }, {}, { 'src/sw.ts': null })
    expect(existsSync(join(out, 'sw.js'))).toBe(false)
    expect(await scripts(out, read)).not.toContain('sw.js')
    expect(JSON.parse(await read('relevo.json'))).not.toHaveProperty('worker')
    expect(Object.keys((await manifestIn(read)).files)).toContain('index.html')
  })

  test('takes another worker source and name', async () => {
    const options = { version: 'r1', worker: 'src/other.ts', scopeFile: 'guard.js' }
    const { out, read } = await buildApp(
      options,
      {},
      { 'src/other.ts': `self.addEventListener('x', () => console.log('other'))` },
    )
    expect(await runWorker(await read('guard.js'))).toEqual(['other'])
    expect(existsSync(join(out, 'sw.js'))).toBe(false)
    expect(Object.keys((await manifestIn(read)).files)).toContain('guard.js')
  })

  test('uses the app’s aliases and the plugins of its workers', async () => {
    const upper: Plugin = {
      name: 'upper',
      transform: (code, id) => (id.endsWith('greet.ts') ? code.replace('hello', 'HELLO') : null),
    }
    const config = { resolve: { alias: { '@greet': '/src/greet.ts' } }, worker: { plugins: () => [upper] } }
    const { read } = await buildApp({ version: 'r1' }, config, {
      'src/sw.ts': `import { greet } from '@greet'\nself.addEventListener('x', () => console.log(greet('you')))`,
    })
    expect(await runWorker(await read('sw.js'))).toEqual(['HELLO you'])
  })

  test('writes nothing when it was asked not to, and for a server', async () => {
    const { out } = await buildApp({ version: 'r1' }, { build: { write: false } })
    expect(existsSync(out)).toBe(false)
    const ssr = await buildApp(
      { version: 'r1' },
      { build: { ssr: 'src/entry.ts', rollupOptions: {} } },
      {
        'src/entry.ts': `import { version, worker } from 'virtual:relevo'\nexport const said = [version, worker]`,
      },
    )
    expect(await readdir(ssr.out)).not.toContain('relevo.json')
    expect(await import(join(ssr.out, 'entry.mjs'))).toMatchObject({ said: ['r1', '/sw.js'] })
  })
})

describe('the boot guard', () => {
  const CLIENT = { 'src/main.ts': `import('./lazy.ts')`, 'src/lazy.ts': `window.relevoBoot?.up()` }
  const guardIn = (html: string) => /<script (data-root[^>]*)>([^<]*)<\/script>/.exec(html)

  test('stands first in every page that starts the client, in whatever chunk, after its encoding', async () => {
    const { read } = await buildApp(
      { version: 'r+1' },
      {},
      {
        ...CLIENT,
        'guide/index.html': '<!doctype html><html><head><meta charset="utf-8"><title>Guide</title></head></html>',
        'index.html':
          '<!doctype html><html><head><meta charset="utf-8"><title>App</title></head><body><script type="module" src="/src/main.ts"></script></body></html>',
      },
    )
    const html = await read('index.html')
    expect(html).toMatch(/<head>\s*<meta charset="utf-8"><script data-root=/)
    expect(guardIn(html)?.[1]).toBe(
      'data-root="/" data-check-in="/config/version.json?phase=stuck&amp;error=boot-script&amp;release=r%2B1" data-patience="120"',
    )
    expect(guardIn(await read('guide/index.html'))).toBeNull()
  })

  test.each([
    ['/panel/', '/panel/', '/panel/'],
    ['https://cdn.example/panel/', 'https://cdn.example/panel/', 'https://cdn.example/panel/'],
    ['./', './', '../'],
    ['', './', '../'],
  ])('with base %j finds version.json from every page', async (base, root, fromFolder) => {
    const { read } = await buildApp({ version: 'r1' }, { base }, CLIENT)
    expect(guardIn(await read('index.html'))?.[1]).toContain(`data-root="${root}" data-check-in="${root}config/`)
    expect(guardIn(await read('guide/index.html'))?.[1]).toContain(`data-root="${fromFolder}"`)
  })

  test('is the same text in every release, whose hash the build says and whose nonce it takes', async () => {
    const said: string[] = []
    const logger = createLogger('info')
    logger.info = (text) => void said.push(text)
    const config = { logLevel: 'info' as const, customLogger: logger, html: { cspNonce: 'NONCE' } }
    const [one, two] = [
      await buildApp({ version: 'r1' }, config, CLIENT),
      await buildApp({ version: 'r2' }, {}, CLIENT),
    ]
    const html = await one.read('index.html')
    const code = /<script nonce="NONCE" data-root[^>]*>([^<]*)|<script data-root[^>]*nonce="NONCE"[^>]*>([^<]*)/.exec(
      html,
    )
    const text = code?.[1] ?? code?.[2] ?? ''
    expect(guardIn(await two.read('index.html'))?.[2]).toBe(text)
    const hash = createHash('sha256').update(text).digest('base64')
    expect(said.filter((line) => line.includes(`script-src 'sha256-${hash}'`))).toHaveLength(1)
  })

  test('is left out when it is not wanted, or nothing would ever stop it', async () => {
    const [unwanted, silent] = [await buildApp({ version: 'r1', bootGuard: false }, {}, CLIENT), await buildApp()]
    for (const { read } of [unwanted, silent]) expect(await read('index.html')).not.toContain('data-root')
  })
})

describe('the oldest engines of a release', () => {
  test.each([
    ['those of Vite’s own target', {}, {}, { chrome: 111, firefox: 114, safari: 16.4 }],
    [
      'those of the app’s target',
      {},
      { target: ['es2020', 'edge88', 'ios14', 'firefox78'] },
      { chrome: 88, safari: 14, firefox: 78 },
    ],
    ['none of a language alone', {}, { target: 'es2020' }, undefined],
    ['those the app names', { engines: { chrome: 90 } }, {}, { chrome: 90 }],
    ['none when the app wants none', { engines: {} }, {}, undefined],
  ])('are %s, in manifest and version.json', async (_, options, build, engines) => {
    const { read } = await buildApp({ version: 'r1', ...options }, { build })
    expect((await manifestIn(read)).engines).toEqual(engines)
    expect(JSON.parse(await read('config/version.json')).engines).toEqual(engines)
  })

  test('do not make the worker newer than its own: it serves the releases before as well', async () => {
    const files = { 'src/sw.ts': `self.addEventListener('x', (e) => { e.a ??= 1; console.log(e ?? 1) })` }
    const { read } = await buildApp({ version: 'r1' }, { build: { target: 'esnext' } }, files)
    expect(await read('sw.js')).not.toContain('??=')
    expect(await read('sw.js')).toMatch(/\?\?1/)
    const older = await buildApp({ version: 'r1' }, { build: { target: ['chrome79', 'firefox70'] } }, files)
    expect(await older.read('sw.js')).not.toContain('??')
  })
})

describe('a build fails', () => {
  test('when a named worker source is not there', async () => {
    await expect(buildApp({ version: 'r1', worker: 'src/none.ts' })).rejects.toThrow(
      /config-invalid: worker: there is no src\/none\.ts/,
    )
  })

  test('when the version is none or cannot be told', async () => {
    await expect(buildApp({ version: 'a b' })).rejects.toThrow(/config-invalid: version/)
    await expect(buildApp({})).rejects.toThrow(/version-unknown/)
  })

  test('when the worker does not compile', async () => {
    await expect(buildApp({ version: 'r1' }, {}, { 'src/sw.ts': `import './nowhere.ts'` })).rejects.toThrow(/nowhere/)
  })

  test('when the worker would not lie at the root', () => {
    expect(() => relevo({ scopeFile: 'js/sw.js' })).toThrow(/config-invalid/)
  })
})

test('under vite dev the release is dev and there is no worker', async () => {
  const root = await tempFolder({ 'index.html': '<html><head></head></html>', 'src/sw.ts': '' })
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [relevo()],
    server: { middlewareMode: true, ws: false },
  })
  onTestFinished(() => server.close())
  const code = (await server.transformRequest('virtual:relevo'))?.code
  expect(code).toMatch(/version = "dev"/)
  expect(code).toMatch(/worker = undefined/)
  expect(await server.transformIndexHtml('/', '<html><head></head></html>')).toContain('content="dev"')
})

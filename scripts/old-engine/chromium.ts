import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { brotliDecompressSync } from 'node:zlib'

/** Chromium 80 for x64 Linux, in a package that was made to run it without a display and without installed libraries. */
const PACKAGE = 'chrome-aws-lambda@2.1.1'
const HOME = '.cache/old-engine'

/** The program, fetched by npm when it is not there yet. */
async function program(): Promise<string> {
  const path = join(HOME, 'chromium-80')
  if (existsSync(path)) return path
  await mkdir(HOME, { recursive: true })
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', PACKAGE, '--json', '--pack-destination', HOME], { encoding: 'utf8' }),
  )
  const packed = join(HOME, filename)
  execFileSync('tar', ['-xzf', packed, '-C', HOME, 'package/bin/chromium.br'])
  const partly = `${path}.part`
  await writeFile(partly, brotliDecompressSync(await readFile(join(HOME, 'package/bin/chromium.br'))))
  await chmod(partly, 0o755)
  await rename(partly, path)
  await Promise.all([packed, join(HOME, 'package')].map((left) => rm(left, { recursive: true })))
  return path
}

export interface OldChromium {
  /** Where its DevTools listen. */
  devTools: string
  stop(): Promise<void>
}

/** Start it with an empty profile. Its sandbox needs more rights than a program of ours should have. */
export async function startChromium(): Promise<OldChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'relevo-old-engine-'))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-port=0']
  const child = spawn(
    await program(),
    [...flags, '--window-size=1280,800', `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  return {
    devTools: await addressSaidBy(child),
    async stop() {
      child.kill()
      await once(child, 'exit')
      await rm(profile, { recursive: true, force: true })
    },
  }
}

function addressSaidBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}:\n${lines.join('\n')}`)))
    if (!child.stderr) return
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line)
      const host = /listening on ws:\/\/([^/]+)/.exec(line)?.[1]
      if (host) resolve(`http://${host}`)
    })
  })
}

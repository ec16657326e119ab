import { createHash } from 'node:crypto'
import type { Dice } from '../../packages/core/src/testing/dice.ts'

/**
 * What a release does when a page starts it; `unlisted`: its entry script is nowhere, `mute`: it throws before Relevo,
 * `crashes`: it takes the whole browser down.
 */
export type Health = 'good' | 'throws' | 'hangs' | 'blank' | 'unlisted' | 'mute' | 'crashes'

export interface Release {
  version: string
  health: Health
  /** Content by path. */
  files: Map<string, string>
  byHash: Map<string, string>
  manifest: string
  /** Path of the script that its page starts. */
  entry: string
}

/** The paths that a page asks for beside its entry, while it starts and later. */
export const STYLE = 'style.css'
export const PICTURE = 'shared.svg'

/** What a script says of itself; a page runs whatever release its bytes are of. */
export interface Script {
  release: string
  health: Health
}

/**
 * A release whose every file tells which release it is of, but for a picture that several have in common.
 *
 * @param hashed its scripts have a name of their own; otherwise every release has the same names
 */
export function makeRelease(version: string, health: Health, hashed: boolean, dice: Dice): Release {
  const entry = hashed ? `app-${version}.js` : 'app.js'
  const lazy = lazyOf(version, hashed)
  const padding = () => ' '.repeat(dice.pick([0, 100, 1_000, 4_000]))
  const files = new Map([
    ['index.html', htmlOf({ release: version, entry, lazy }) + padding()],
    [entry, JSON.stringify({ release: version, health, padding: padding() })],
    [lazy, JSON.stringify({ lazy: version, padding: padding() })],
    [STYLE, `style of ${version}${padding()}`],
    [PICTURE, `picture ${dice.below(3)}`],
  ])
  if (health === 'unlisted') files.delete(entry)
  const entries = [...files].map(([path, content]) => [path, entryOf(path, content)] as const)
  const byHash = new Map([...files.values()].map((content) => [sha256(content), content]))
  const manifest = JSON.stringify({ version, files: Object.fromEntries(entries) })
  return { version, health, files, byHash, manifest, entry }
}

/** What a page's HTML names. */
export interface Html {
  release: string
  entry: string
  lazy: string
}

function htmlOf({ release, entry, lazy }: Html): string {
  const head = `<!doctype html><meta name="relevo-version" content="${release}"><link rel="stylesheet" href="${STYLE}">`
  return `${head}<script type="module" src="${entry}"></script><main data-lazy="${lazy}"></main>`
}

/** @returns `undefined` for a page that is of no release */
export function readHtml(text: string): Html | undefined {
  const [, release, entry, lazy] = /content="(.+?)".* src="(.+?)".* data-lazy="(.+?)"/.exec(text) ?? []
  return release && entry && lazy ? { release, entry, lazy } : undefined
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function lazyOf(version: string, hashed: boolean): string {
  return hashed ? `lazy-${version}.js` : 'lazy.js'
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

function entryOf(path: string, content: string) {
  const type = TYPES[path.split('.').pop() ?? '']
  return { sha256: sha256(content), size: Buffer.byteLength(content), type }
}

import { readFile } from 'node:fs/promises'
import type { Answer, Command } from '../command.ts'

export const version: Command = {
  name: 'version',
  args: [],
  summary: 'the version of this program',
  options: {},
  run: runVersion,
}

async function runVersion(): Promise<Answer> {
  // Two folders up in the source and in what is built from it.
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return { data: { version, node: process.version }, text: version }
}

import { spawn } from 'node:child_process'

/** How a child process ended, with what it printed. */
export interface Ended {
  code: number
  output: string
}

/** Every program of ours runs from source: packages name their `.ts` files under this export condition. */
const FROM_SOURCE = { NODE_OPTIONS: '--conditions=@relevo/source' }

/**
 * Run a program to its end, its output passed on and kept.
 *
 * @example await run('biome', ['check', '.'])
 */
export function run(command: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...FROM_SOURCE, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk
      to.write(chunk)
    }
    child.stdout.on('data', keep(process.stdout))
    child.stderr.on('data', keep(process.stderr))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

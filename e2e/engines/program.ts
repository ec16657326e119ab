import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A program that was started, with all that it started itself. */
export interface Program {
  /** Wait for a line of its output. @throws Error with its output, when it ends before */
  says(line: RegExp): Promise<string>
  /** `kill -9`, the whole process group. */
  kill(): Promise<void>
}

/** @param env in addition to this process's own */
export function startProgram(command: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own
  })
  const lines = [child.stdout, child.stderr].map((stream) => createInterface(stream))
  const output: string[] = []
  for (const line of lines) line.on('line', (text) => output.push(text))
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')])
  const kill = () => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  process.once('exit', kill)

  return {
    says: (line) =>
      new Promise((resolve, reject) => {
        const look = (text: string) => {
          const found = line.exec(text)
          if (found) resolve(found[1] ?? found[0])
        }
        for (const text of output) look(text)
        for (const stream of lines) stream.on('line', look)
        ended.then(() => reject(new Error(`${command} has ended:\n${output.join('\n')}`)), reject)
      }),
    async kill() {
      process.off('exit', kill)
      kill()
      await ended
    },
  }
}

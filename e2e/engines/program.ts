import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program that was started, with all that it started itself. */
export interface Program {
  /** Wait for a line of its output. @throws Error with its output, when it ends before */
  says(line: RegExp): Promise<string>
  /** End the whole process group; with no chance to tidy up, unless told otherwise. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>
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
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      output.push(String(error))
      resolve()
    })
  })
  const send = (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
  const killAtExit = () => send('SIGKILL')
  process.once('exit', killAtExit)

  return {
    says: (line) =>
      new Promise((resolve, reject) => {
        const look = (text: string) => {
          const found = line.exec(text)
          if (found) resolve(found[1] ?? found[0])
        }
        for (const text of output) look(text)
        for (const stream of lines) stream.on('line', look)
        ended.then(() => reject(new Error(`${command} has ended:\n${output.join('\n')}`)))
      }),
    async kill(signal = 'SIGKILL') {
      process.off('exit', killAtExit)
      send(signal)
      await ended
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { RelevoError } from '@relevo/core/errors'
import { limitOutput } from './output-limit.ts'
import { inLines } from './output-lines.ts'
import { endGroup } from './process-group.ts'

/** A program to run. */
export interface Command {
  /** Program and arguments: no shell reads them. */
  argv: readonly string[]
  /** All of its environment variables. */
  env: Record<string, string>
  /** Milliseconds after which it is stopped. */
  timeout: number
  /** Folder it runs in; the server's own by default. */
  cwd?: string
  /** Milliseconds between the request to end and the end by force; 5,000 by default. */
  grace?: number
}

/** How long output is awaited of a program that ended and left another one behind that holds its output open, ms. */
const LAST_WORDS = 1_000
/** Characters of a program's last complaint that are told on. */
const COMPLAINT = 300

type Ending = { code: number | null; signal: NodeJS.Signals | null } | { failure: unknown }
type Stop = 'timeout' | 'aborted'

/**
 * Run a program to its end. It gets a process group of its own, so that when it is stopped everything that it started
 * stops too; what it leaves behind after a good end is let be.
 *
 * @param onLine gets what it prints, line by line: a megabyte at most, then a line that says how much was dropped
 * @param signal stops it as the timeout does: SIGTERM, and SIGKILL after `grace`
 * @throws RelevoError `step-failed`, whose detail names the program, how it ended, and the last line of its stderr
 */
export async function runCommand(
  { argv, env, timeout, cwd, grace = 5_000 }: Command,
  onLine: (stream: 'stdout' | 'stderr', text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const [program = '', ...args] = argv
  const failed = (how: string) => new RelevoError('step-failed', `${program}: ${how}`)
  if (signal.aborted) throw failed('not started, because it was called off')

  let child: ChildProcess
  try {
    child = spawn(program, args, { env, ...(cwd && { cwd }), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    throw failed(whyNotStarted(error))
  }
  const output = limitOutput(onLine)
  let complaint = ''
  const streams = (['stdout', 'stderr'] as const).map((stream) => {
    const lines = inLines((text) => {
      if (stream === 'stderr' && text.trim() !== '') complaint = text.trim()
      output.line(stream, text)
    })
    child[stream]?.on('data', lines.take)
    return lines
  })

  const over = new Promise<void>((resolve) => child.on('error', () => resolve()).on('exit', () => resolve()))
  const ending = new Promise<Ending>((resolve) => {
    child.on('error', (failure) => resolve({ failure }))
    child.on('close', (code, by) => resolve({ code, signal: by }))
    child.on('exit', (code, by) => setTimeout(() => resolve({ code, signal: by }), LAST_WORDS).unref())
  })
  const stopped = await whicheverFirst(over, timeout, signal)
  const took = stopped && child.pid !== undefined ? await endGroup(child.pid, grace) : undefined
  const end = await ending
  for (const stream of ['stdout', 'stderr'] as const) child[stream]?.destroy()
  for (const lines of streams) lines.end()
  output.end()

  if ('failure' in end) throw failed(whyNotStarted(end.failure))
  if (stopped === undefined && end.code === 0) return
  const why = stopped === 'timeout' ? `no end within ${timeout / 1000} s` : 'called off'
  const how = stopped ? `${why}, ended by ${took}` : end.signal ? `ended by ${end.signal}` : `exit code ${end.code}`
  throw failed(complaint === '' ? how : `${how}: ${complaint.slice(0, COMPLAINT)}`)
}

/** Wait for the end of a program; or say why it has to be stopped. */
function whicheverFirst(over: Promise<void>, timeout: number, signal: AbortSignal): Promise<Stop | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done('timeout'), timeout)
    const abort = () => done('aborted')
    const done = (why: Stop | undefined) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      resolve(why)
    }
    signal.addEventListener('abort', abort)
    over.then(() => done(undefined))
  })
}

function whyNotStarted(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'could not be started: there is no such program, or no such folder to run it in'
  if (code === 'EACCES') return 'could not be started: it may not be run by this user'
  return `could not be started (${code ?? 'unknown reason'})`
}

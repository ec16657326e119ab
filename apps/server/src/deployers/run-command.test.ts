import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MOST_OUTPUT } from './output-limit.ts'
import { type Command, runCommand } from './run-command.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'relevo-command-')))
})
afterEach(() => rm(folder, { recursive: true }))

const PATH = process.env.PATH ?? ''
const never = new AbortController().signal

async function run(argv: string[], settings: Partial<Command> = {}, signal = never) {
  const lines: string[] = []
  const failure = await runCommand(
    { argv, env: { PATH }, timeout: 20_000, ...settings },
    (stream, line) => lines.push(`${stream === 'stdout' ? 'out' : 'err'} ${line}`),
    signal,
  ).then(
    () => undefined,
    (error) => error,
  )
  return { lines, code: failure?.code, detail: failure?.detail }
}
const sh = (script: string, settings?: Partial<Command>, signal?: AbortSignal) =>
  run(['sh', '-c', script], settings, signal)

/** A named pipe: what its reader hears ends when the last process that writes to it has ended. */
function lifeline() {
  const path = join(folder, 'life')
  execFileSync('sh', ['-c', 'mkfifo "$0"', path])
  const stream = createReadStream(path)
  const begun = once(stream, 'data')
  return { path, begun, heard: text(stream) }
}

test('it passes on what the program prints, also a last line without an end', async () => {
  const { lines, code } = await sh("echo one; echo two >&2; printf 'three: grün'")
  expect(code).toBeUndefined()
  expect(lines.filter((line) => line.startsWith('out'))).toEqual(['out one', 'out three: grün'])
  expect(lines.filter((line) => line.startsWith('err'))).toEqual(['err two'])
})

test('lines come while the program still runs', async () => {
  const { path, heard } = lifeline()
  let first = ''
  const script = `exec 3>'${path}'; echo begun; while [ ! -e go ]; do sleep 0.05; done; echo done >&3`
  const ending = runCommand(
    { argv: ['sh', '-c', script], env: { PATH }, timeout: 20_000, cwd: folder },
    (_stream, line) => {
      first ||= line
    },
    never,
  )
  await expect.poll(() => first).toBe('begun')
  await writeFile(join(folder, 'go'), '')
  await ending
  expect(await heard).toBe('done\n')
})

test('it has no shell, no input, and no environment but what it is given', async () => {
  const { lines } = await run([
    process.execPath,
    '-e',
    'console.log(process.argv.slice(1).join("|"))',
    '$HOME; ls',
    '*',
  ])
  expect(lines).toEqual(['out $HOME; ls|*'])
  expect((await sh('cat; pwd', { cwd: folder })).lines).toEqual([`out ${folder}`])
  const names = (await run(['env'], { env: { PATH, RELEVO_VERSION: 'v1' } })).lines
  expect(names.sort()).toEqual([`out PATH=${PATH}`, 'out RELEVO_VERSION=v1'])
})

test('a failure names the program, how it ended and its last complaint', async () => {
  expect(await sh('echo ignored >&2; echo no disk >&2; echo; echo bye; exit 3')).toMatchObject({
    code: 'step-failed',
    detail: 'sh: exit code 3: no disk',
  })
  expect((await sh('exit 1')).detail).toBe('sh: exit code 1')
  expect((await sh('kill -9 $$')).detail).toBe('sh: ended by SIGKILL')
  expect((await sh("printf '%01000d' 0 >&2; exit 1")).detail).toHaveLength('sh: exit code 1: '.length + 300)
})

test('what cannot be started fails in the same words', async () => {
  const missing = 'could not be started: there is no such program, or no such folder to run it in'
  expect(await run(['no-such-program-here'])).toMatchObject({
    code: 'step-failed',
    detail: `no-such-program-here: ${missing}`,
  })
  expect((await sh('true', { cwd: join(folder, 'missing') })).detail).toBe(`sh: ${missing}`)
  await writeFile(join(folder, 'plain'), '')
  expect((await run(['./plain'], { cwd: folder })).detail).toMatch(/may not be run by this user$/)
  const bad = await sh('true', { env: { PATH, RELEVO_REF: 'secret\0' } })
  expect(bad).toMatchObject({ code: 'step-failed', detail: 'sh: could not be started (ERR_INVALID_ARG_VALUE)' })
})

test('a program that does not end in time is told to, and may tidy up', async () => {
  const { lines, detail } = await sh("trap 'echo tidied; exit 0' TERM; echo up; while :; do sleep 0.05; done", {
    timeout: 1_500,
  })
  expect(lines.filter((line) => line.startsWith('out'))).toEqual(['out up', 'out tidied'])
  expect(detail).toMatch(/^sh: no end within 1\.5 s, ended by SIG(?:TERM|KILL)(?:$|: )/)
})

test('a grandchild that does not mind SIGTERM is gone after the grace, though its parent ended at once', async () => {
  const { path, heard } = lifeline()
  const stubborn = `(trap '' TERM; exec >'${path}' 2>&1; echo up; while :; do sleep 0.05; done) & wait`
  const begun = performance.now()
  expect((await sh(stubborn, { timeout: 1_500, grace: 300 })).detail).toBe('sh: no end within 1.5 s, ended by SIGKILL')
  expect(performance.now() - begun).toBeGreaterThan(1_790)
  expect(await heard).toBe('up\n')
})

test('a program that is called off is stopped in the same way, or not started at all', async () => {
  const { path, begun, heard } = lifeline()
  const calling = new AbortController()
  const ending = sh(`exec >'${path}'; echo up; sleep 60`, { timeout: 60_000, grace: 300 }, calling.signal)
  await begun
  calling.abort()
  expect((await ending).detail).toMatch(/^sh: called off, ended by SIG/)
  await heard
  const after = await sh('touch here', { cwd: folder }, calling.signal)
  expect(after).toMatchObject({ code: 'step-failed', detail: 'sh: not started, because it was called off' })
})

test('a child that is left behind and holds the output open does not keep the step', async () => {
  const begun = performance.now()
  expect(await sh("(trap '' HUP; sleep 8) & echo done")).toMatchObject({ lines: ['out done'], code: undefined })
  expect(performance.now() - begun).toBeLessThan(6_000)
})

test('of endless output a megabyte is kept; the last complaint is known all the same', async () => {
  const script = 'yes "a line of some length" | head -c 3000000; echo the reason >&2; exit 1'
  const { lines, detail } = await sh(script)
  const bytes = lines.slice(0, -1).reduce((sum, line) => sum + line.length - 'out '.length + 1, 0)
  expect(bytes).toBeLessThanOrEqual(MOST_OUTPUT)
  expect(bytes).toBeGreaterThan(MOST_OUTPUT - 100)
  expect(lines.at(-1)).toMatch(/^err \[19\d{5} bytes of output after this are not kept\]$/)
  expect(detail).toBe('sh: exit code 1: the reason')
})

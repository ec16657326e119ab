import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tempFolder } from '../../packages/cli/src/testing/temp-folder.ts'

/** What a script did. */
interface Ran {
  code: number
  stdout: string
  stderr: string
  /** What it wrote for later steps, and for people. */
  output: string
  summary: string
  /** Arguments of each call of `npx`. */
  calls: string[][]
}

/** Says what it was called with, and answers as `relevo publish --json` would. */
const NPX = `#!/bin/sh
node -e 'require("fs").appendFileSync(process.env.CALLS, JSON.stringify(process.argv.slice(1)) + "\\n")' -- "$@"
echo '{"success":true,"version":"r1"}'
`

/**
 * Run a script in a folder of its own, as a GitHub runner does; `npx` only notes what it is asked for, and `npm` does nothing.
 *
 * @param env variables it is given; nothing else of this process but its PATH
 */
export async function runScript(script: string, env: Record<string, string>): Promise<Ran> {
  const folder = await tempFolder({ 'bin/npx': NPX, 'bin/npm': '#!/bin/sh\n', 'script.sh': script, calls: '' })
  for (const name of ['npx', 'npm']) await chmod(join(folder, 'bin', name), 0o755)
  const place = (name: string) => join(folder, name)
  for (const name of ['output', 'summary']) await writeFile(place(name), '')
  await mkdir(place('temp'))
  const surroundings = {
    PATH: `${place('bin')}:${process.env.PATH}`,
    CALLS: place('calls'),
    RUNNER_TEMP: place('temp'),
    GITHUB_OUTPUT: place('output'),
    GITHUB_STEP_SUMMARY: place('summary'),
  }
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
  const argv = ['--noprofile', '--norc', '-eo', 'pipefail', place('script.sh')]
  const ended = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile('bash', argv, { cwd: folder, env: { ...surroundings, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
  const calls = (await readFile(place('calls'), 'utf8')).split('\n').filter((line) => line !== '')
  return {
    ...ended,
    output: await readFile(place('output'), 'utf8'),
    summary: await readFile(place('summary'), 'utf8'),
    calls: calls.map((line) => JSON.parse(line)),
  }
}

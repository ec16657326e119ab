import { run } from '../main.ts'

interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** Run the program in this process and keep what it says. */
export async function relevo(
  argv: string[],
  env: Record<string, string> = {},
  screen = { isTTY: false },
): Promise<Ran> {
  const said = { stdout: '', stderr: '' }
  const to = (stream: keyof typeof said) => ({
    ...screen,
    write: (text: string) => {
      said[stream] += text
    },
  })
  const code = await run(argv, { env, stdout: to('stdout'), stderr: to('stderr') })
  return { code, ...said }
}

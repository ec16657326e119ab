/** `npm run build`: every package as it is published, JavaScript and declarations in `dist/`, in the order of the arrows. */
import { rm } from 'node:fs/promises'
import { PACKAGES } from './packages.ts'
import { run } from './run.ts'

for (const name of PACKAGES) {
  await rm(`packages/${name}/dist`, { recursive: true, force: true })
  const { code } = await run('tsc', ['-p', `packages/${name}/tsconfig.build.json`])
  if (code !== 0) process.exit(code)
}

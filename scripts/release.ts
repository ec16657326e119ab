/** `npm run release`: the demo tablet again, under a new version, to the server that runs here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RelevoError, SENTENCES } from '@relevo/core/errors'
import { releaseTablet } from './release-tablet.ts'

const url = process.env.RELEVO_URL ?? 'http://localhost:8604'

function token(): string {
  if (process.env.RELEVO_TOKEN) return process.env.RELEVO_TOKEN
  const path = join(process.env.RELEVO_DATA ?? './data', 'token')
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    throw new RelevoError('token-missing', `no RELEVO_TOKEN and no ${path}`, { cause })
  }
}

try {
  const { version, uploaded, files, notified } = await releaseTablet({ url, token: token() })
  console.log(
    `Published ${version}: ${uploaded} of ${files} files were new, ${notified?.tablets ?? 0} tablets know by now.`,
  )
} catch (error) {
  if (!(error instanceof RelevoError)) throw error
  console.error(`${error.message}\n${SENTENCES[error.code].do}`)
  process.exitCode = 1
}

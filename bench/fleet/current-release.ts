import { readVersionJson } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { measuredFetch } from './measured-fetch.ts'
import { Trouble } from './trouble.ts'

/**
 * The release that a server wants its tablets to run.
 *
 * @param url where `version.json` is
 * @param host the Host header, where it is not that of the URL
 * @throws Trouble when there is no server, or it has nothing for tablets yet
 */
export async function currentRelease(url: string, host?: string): Promise<Version> {
  const nobody = { answered: () => undefined, failed: () => undefined }
  const { fetch, close } = measuredFetch(() => 0, nobody, host)
  try {
    const answer = await fetch(url).catch((error: Error) => {
      throw new Trouble('unreachable', `no answer from ${url}: ${error.message}`)
    })
    const news = answer.status === 200 ? readVersionJson(await answer.text()) : undefined
    if (!news)
      throw new Trouble(
        'unreachable',
        `${url} names no release (status ${answer.status}): publish one first, or say --release`,
      )
    return news.version
  } finally {
    close()
  }
}

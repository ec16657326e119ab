import type { Inhabitant } from './population.ts'
import { Trouble } from './trouble.ts'

/**
 * Tell the server which tablet is in which group, by the import of tablets; see docs/operate.md.
 *
 * @param url of the server
 * @param token with the scope `admin`, from `RELEVO_TOKEN`
 * @throws Trouble
 */
export async function putIntoGroups(inhabitants: readonly Inhabitant[], url: string, token: string | undefined) {
  if (!token) throw new Trouble('usage', '--groups takes a token with the scope admin: set RELEVO_TOKEN')
  const address = `${url.replace(/\/$/, '')}/api/tablets/import`
  const lines = inhabitants.map(({ id, group = '' }) => `${id},${group}`)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }
  const answer = await fetch(address, { method: 'POST', headers, body: ['id,group', ...lines].join('\n') }).catch(
    (error: Error) => {
      throw new Trouble('unreachable', `no answer from ${address}: ${error.cause ?? error.message}`)
    },
  )
  if (!answer.ok) throw new Trouble('refused', `${address} answered ${answer.status}: ${await answer.text()}`)
}

import { SENTENCES } from '@relevo/core/errors'
import type { Answer, Call, Command } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { printable } from '../screen/printable.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { allTablets } from '../server/all-tablets.ts'
import { type EnvironmentRow, readEnvironment } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import type { TabletRow } from '../server/tablet-answers.ts'

export const status: Command = {
  name: 'status',
  args: [],
  summary: 'is the server well, what is current where, what do the tablets run',
  options: CONNECTION_OPTIONS,
  run: runStatus,
}

/** How many stuck tablets are named; `relevo tablets` has them all. */
const NAMED = 5

/** Tablets that report the same. */
interface Group {
  environment: string
  release: string
  phase: string
  tablets: number
  online: number
}

async function runStatus(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const health = await server.health()
  const environments = readRows((await server.get('api/environments')).data, readEnvironment)
  const rows = await allTablets(server)
  const tablets = groups(rows)
  const data = { url: server.url, health, environments, tablets }
  const parts = [`${server.url}  ${health}`, environmentsText(environments), tabletsText(tablets), ...stuckText(rows)]
  return { data, text: parts.join('\n\n') }
}

/** Largest group first. */
function groups(tablets: TabletRow[]): Group[] {
  const found = new Map<string, Group>()
  for (const { environment, release = '-', online, ...tablet } of tablets) {
    const phase = tablet.stuck ? 'stuck' : (tablet.phase ?? 'never seen')
    const key = [environment, release, phase].join('\n')
    const group = found.get(key) ?? { environment, release, phase, tablets: 0, online: 0 }
    found.set(key, { ...group, tablets: group.tablets + 1, online: group.online + (online ? 1 : 0) })
  }
  return [...found.values()].sort((a, b) => b.tablets - a.tablets)
}

function environmentsText(environments: EnvironmentRow[]): string {
  const rows = environments.map(({ name, current, force, changedAt }) => [
    name,
    current ?? 'nothing yet',
    force ? 'yes' : 'no',
    momentText(changedAt),
  ])
  return [table(['environment', 'release', 'force', 'since'], rows), ...environments.flatMap(emergencies)].join('\n')
}

/** What is not as usual in an environment, a line each. */
function emergencies({ name, current, desired, blocked, directive }: EnvironmentRow): string[] {
  const lines: string[] = []
  if (blocked) {
    const instead = desired === current ? 'and there is no other release for its tablets' : `its tablets get ${desired}`
    lines.push(`${name}: ${current} is blocked, ${instead}.`)
  }
  if (directive) lines.push(`${name}: the directive ${directive.do} is in force.`)
  return lines.map(printable)
}

function tabletsText(found: Group[]): string {
  if (found.length === 0) return 'No tablet has been heard of yet.'
  const rows = found.map(({ environment, release, phase, tablets, online }) => [
    environment,
    release,
    phase,
    `${count(tablets, 'tablet')}, ${online} online`,
  ])
  return table(['environment', 'reported', 'phase', 'tablets'], rows)
}

/** What stops tablets, and what to do about it: a paragraph for each reason and release. */
function stuckText(tablets: TabletRow[]): string[] {
  const found = new Map<string, { code: string; of: string; ids: string[] }>()
  for (const { id, release, stuck } of tablets) {
    if (!stuck) continue
    const { code = 'no reason given', target } = stuck
    const of = target === undefined ? `with ${release}` : `on the way to ${target}`
    const key = `${code}\n${of}`
    const group = found.get(key) ?? { code, of, ids: [] }
    found.set(key, { ...group, ids: [...group.ids, id] })
  }
  return [...found.values()].map(({ code, of, ids }) => {
    const { message, do: remedy } = (SENTENCES as Partial<typeof SENTENCES>)[code as keyof typeof SENTENCES] ?? {}
    const named = `${ids.slice(0, NAMED).join(', ')}${ids.length > NAMED ? ', …' : ''}`
    const lines = [`${count(ids.length, 'tablet')} stuck ${of} (${named}): ${code}`]
    if (message) lines.push(`  ${message}`, `  Do: ${remedy}`)
    return lines.map(printable).join('\n')
  })
}

import type { Answer, Call, Command } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { printable } from '../screen/printable.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { allTablets } from '../server/all-tablets.ts'
import { type EnvironmentRow, readEnvironment, readRows, type TabletRow } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const status: Command = {
  name: 'status',
  args: [],
  summary: 'is the server well, what is current where, what do the tablets run',
  options: CONNECTION_OPTIONS,
  run: runStatus,
}

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
  const tablets = groups(await allTablets(server))
  const data = { url: server.url, health, environments, tablets }
  return { data, text: [`${server.url}  ${health}`, environmentsText(environments), tabletsText(tablets)].join('\n\n') }
}

/** Largest group first. */
function groups(tablets: TabletRow[]): Group[] {
  const found = new Map<string, Group>()
  for (const { environment, release, phase, online } of tablets) {
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

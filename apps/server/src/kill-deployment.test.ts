import { expect, test } from 'vitest'
import { type CommandPanel, commandPanel } from './testing/command-panel.ts'
import { KILL_STORIES } from './testing/kill-stories.ts'

const WAY_OUT = {
  success: ['succeeded'],
  'rolled-back': ['rolling-back', 'r1 is current', 'rolled-back'],
}

test.each(Object.entries(KILL_STORIES))(
  'a deployment whose server is killed in %s goes on to its end',
  async (_, story) => {
    const { settings: { delay = 0, approval = false } = {}, left, end, started, checks } = story
    const panel = await commandPanel(story.settings)
    const id = await story.lead(panel)
    const before = await panel.get(id)
    expect(await panel.killed(id)).toMatchObject(left)
    story.meanwhile?.(panel)
    await panel.restart()
    await story.afterwards?.(panel, id)
    const done = await panel.reaches(id, end)

    expect(panel.boss.started).toEqual(started)
    expect(shortly(done.checks)).toEqual(checks)
    expect(done.output.map(({ text }: Line) => text)).toEqual(started.filter((name) => !name.startsWith('check')))
    expect(done.output.slice(0, before.output.length)).toEqual(before.output)
    expect(done.checks.slice(0, before.checks.length)).toEqual(before.checks)
    expect(await logOf(panel, id)).toEqual([
      'requested',
      ...(approval ? ['approved'] : []),
      'started',
      'r2 is current',
      ...WAY_OUT[end],
    ])
    const listed = await panel.server.call('GET', '/api/deployments?version=r2')
    expect(listed.body.data.map((one: { id: string }) => one.id)).toEqual([id])
    const current = await panel.server.call('GET', '/api/deployments/current')
    expect(current.body.data.id).toBe(end === 'success' ? id : panel.first)
    const environments = await panel.server.call('GET', '/api/environments')
    const [{ current: version, changedAt }] = environments.body.data
    expect(version).toBe(end === 'success' ? 'r2' : 'r1')
    const settled = Date.parse(done.checks.at(-1).at) - Date.parse(changedAt)
    expect(settled).toBeGreaterThanOrEqual(1000 * delay)
  },
)

interface Line {
  text: string
}

/** The looks at health, such as `forward 1 http healthy`. */
function shortly(checks: { round: string; attempt: number; target: string; verdict: string }[]): string[] {
  return checks.map(({ round, attempt, target, verdict }) => {
    return `${round} ${attempt} ${target.startsWith('http') ? 'http' : 'command'} ${verdict}`
  })
}

/** Everything the log says of a deployment since it was asked for, and which releases became current. */
async function logOf({ server }: CommandPanel, id: string): Promise<string[]> {
  const { body } = await server.call('GET', '/api/events?limit=200')
  const lines: { type: string; subject: { id: string }; data: { version: string } }[] = body.data
  return lines
    .slice(lines.findIndex(({ subject }) => subject.id === id))
    .map(({ type, data }) =>
      type === 'release-current' ? `${data.version} is current` : type.replace('deployment-', ''),
    )
}

import { OPTIONS, type Option } from './options.ts'

/** `npm run fleet -- --help`. */
export function help(): string {
  const rows = Object.entries(OPTIONS as Record<string, Option>).map(([name, { value, says, usual }]) => [
    `--${name} ${value}`,
    usual === undefined || usual === 0 ? says : `${says} (${usual})`,
  ])
  rows.push(
    ['--no-mqtt', 'polling alone'],
    ['--json', 'a line of JSON each second, instead of words'],
    ['--help', 'this help'],
  )
  const width = Math.max(...rows.map(([left = '']) => left.length))
  return `a fleet of simulated tablets, to watch a rollout without any

Usage: npm run fleet -- [options]

${rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`).join('\n')}

They check in, listen and report over HTTP and MQTT as real ones do, and take a release as the shipped rules say. Then
publish one, and watch: the line below, the dashboard, \`npx relevo status\`. Ctrl-C switches them all off.

Exit codes: 0 done · 1 the server refused to group them · 2 wrong usage, nothing was started ·
            3 the server could not be reached, or has no release yet
`
}

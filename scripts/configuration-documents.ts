import { SETTINGS, type Setting } from '../packages/config/src/settings.ts'

/** Parts of the configuration, each with the beginnings of its settings' paths; the most exact one has a setting. */
const SECTIONS: Record<string, string[]> = {
  server: [''],
  'site broker': ['siteBroker'],
  environments: ['environments'],
  rollout: ['environments.*.rollout', 'environments.*.previewHosts', 'environments.*.previewTargets'],
  deployer: ['environments.*.deployer'],
  health: ['environments.*.health'],
  'services, webhook, limits, events': ['services', 'webhook', 'limits', 'events'],
  notices: ['notices'],
  alerts: ['alerts'],
  'home assistant': ['homeAssistant'],
}

/** `docs/configuration.md` with its tables made anew; each stands between a pair of comments that name its section. */
export function withTables(markdown: string): string {
  return markdown.replace(
    /(<!-- settings: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, section: string, end: string) => `${begin}${tableOf(section)}${end}`,
  )
}

/** `.env.example`: every variable, commented out, so that a copy of it decides nothing before somebody wants it to. */
export function envExample(): string {
  const parts = Object.keys(SECTIONS).map((section) => {
    const variables = settingsOf(section).filter(({ variable }) => variable !== undefined)
    return variables.length === 0 ? '' : `\n# ── ${section}\n\n${variables.map(example).join('\n')}`
  })
  return `# Settings of a Relevo server as environment variables. Copy this file to .env, and remove the # before what you set.
# They win over the configuration file; docs/configuration.md has every setting. Written by \`npm run configuration\`.

# path of the configuration file; else relevo.config.ts, .mjs, .js or .json of the folder the server is started in
#RELEVO_CONFIG=
${parts.join('')}`
}

function settingsOf(section: string): Setting[] {
  return SETTINGS.filter(({ path }) => sectionOf(path.join('.')) === section)
}

function sectionOf(path: string): string | undefined {
  const begins = Object.entries(SECTIONS).flatMap(([section, paths]) => paths.map((begin) => ({ section, begin })))
  const fitting = begins.filter(({ begin }) => begin === '' || path === begin || path.startsWith(`${begin}.`))
  return fitting.sort((a, b) => b.begin.length - a.begin.length)[0]?.section
}

function tableOf(section: string): string {
  const rows = settingsOf(section).map((setting) => [
    code(setting.path.join('.')),
    setting.variable === undefined ? '' : code(setting.variable),
    usualText(setting),
    setting.means,
    setting.must,
  ])
  const head = ['Setting', 'Variable', 'Default', 'Means', 'Must be']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('')
}

function usualText(setting: Setting): string {
  if (setting.usual !== undefined) return setting.usual
  if (setting.default !== undefined) return code(plainText(setting.default))
  return setting.required ? 'required' : 'none'
}

function example(setting: Setting): string {
  const { means, must, of, usual, variable } = setting
  const value = usual === undefined && setting.default !== undefined ? plainText(setting.default) : ''
  // Of a variable for a part of a setting, `means` says what it takes.
  const form = of === undefined ? `Must be ${must}. ` : ''
  const without = usual === undefined ? '' : `Default: ${usual}.`
  const second = `${form}${without}`.trimEnd()
  return `${[means, second].map((line) => `# ${line.replaceAll('`', '')}`).join('\n')}\n#${variable}=${value}\n`
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function code(text: string): string {
  return `\`${text}\``
}

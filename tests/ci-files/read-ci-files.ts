import { globSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

type Fields = Record<string, unknown>

/** A script of a CI file, and what surrounds it there. */
export interface Script {
  /** `file, place in it`. */
  name: string
  text: string
  /** Variables it is given, without their values. */
  variables: string[]
}

/** Every YAML file of `deploy/`, parsed. A fault in one is an error here. */
export function ciFiles(): [file: string, content: Fields][] {
  const files = globSync('deploy/**/*.{yml,yaml}').map((file) => file.replaceAll('\\', '/'))
  return files.sort().map((file) => [file, parse(readFileSync(file, 'utf8'), { strict: true }) as Fields])
}

/** The scripts of a GitHub workflow, a composite action or a GitLab pipeline. */
export function scriptsOf(file: string, content: Fields): Script[] {
  const steps = stepsOf(content).filter(({ step }) => typeof step.run === 'string')
  const scripts = steps.map(({ place, step }) => ({
    name: `${file}, ${place}`,
    text: String(step.run),
    variables: Object.keys(fields(step.env)),
  }))
  const jobs = Object.entries(content).filter(([, job]) => Array.isArray(fields(job).script))
  const ofGitLab = jobs.map(([place, job]) => ({
    name: `${file}, ${place}`,
    text: (fields(job).script as string[]).join('\n'),
    variables: ['RELEVO_URL', 'RELEVO_TOKEN', 'GITLAB_USER_LOGIN'],
  }))
  return [...scripts, ...ofGitLab]
}

/** Steps of a workflow’s jobs, or of a composite action. */
export function stepsOf(content: Fields): { place: string; step: Fields }[] {
  const jobs = Object.entries({ ...fields(content.jobs), ...(content.runs !== undefined && { action: content.runs }) })
  return jobs.flatMap(([job, its]) =>
    ((fields(its).steps ?? []) as Fields[]).map((step, index) => ({ place: `${job} ${index + 1}`, step })),
  )
}

/** Names that a file declares as inputs: of an action, or of a workflow that is started or called. */
export function inputsOf(content: Fields): Fields {
  const on = fields(content.on)
  return {
    ...fields(content.inputs),
    ...fields(fields(on.workflow_dispatch).inputs),
    ...fields(fields(on.workflow_call).inputs),
  }
}

/** Every `${{ … }}` of a file. */
export function expressionsOf(content: Fields): string[] {
  return [...JSON.stringify(content).matchAll(/\$\{\{ *(.*?) *\}\}/g)].map(([, inside = '']) => inside)
}

/** An object’s fields; none of anything else. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

import { z } from 'zod'
import type { HealthTargetConfig } from '../config.ts'
import { COMMAND, HTTP_ADDRESS, text, whole, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'

/** One thing that is looked at. */
const TARGET = z
  .strictObject({
    http: setting(HTTP_ADDRESS, {
      means: 'address that is asked with GET; `{version}` in it stands for the release',
      do: 'Write the whole address, such as https://panel.example/health.',
    }).exactOptional(),
    status: setting(whole(100, 599), {
      means: 'status that the address must answer with',
      usual: 'any of 200 to 299',
      do: 'Write the status, such as 200, or leave it out.',
    }).exactOptional(),
    tcp: setting(text('a host and a port', /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[1-9]\d{0,4}$/), {
      means: 'host and port that must take a connection, such as `db:5432`',
      do: 'Write it like db:5432.',
    }).exactOptional(),
    command: setting(COMMAND, {
      means: 'program that must exit with 0',
      do: 'Write each argument as a text of its own.',
      hide: 'kind',
    }).exactOptional(),
    must: setting(YES_OR_NO, {
      means: '`false`: its failure is told, and decides nothing',
      do: 'Leave it out when a failure must take the release back.',
    }).prefault(true),
  })
  .refine(({ http, tcp, command }) => [http, tcp, command].filter((way) => way !== undefined).length === 1, {
    params: { must: 'one that has exactly one of http, tcp and command' },
  })
  .refine(({ http, status }) => status === undefined || http !== undefined, {
    params: { must: 'one that has status only beside http' },
  })
  .transform(({ http, status, tcp, command, must }): HealthTargetConfig => {
    if (http !== undefined) return { http, ...(status !== undefined && { status }), must }
    return tcp !== undefined ? { tcp, must } : { command: command ?? [], must }
  })

/** Several of them. */
export const TARGETS = {
  schema: z.array(TARGET),
  must: "a list such as [{ http: 'https://panel.example/health' }]",
}

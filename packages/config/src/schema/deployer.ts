import { z } from 'zod'
import { COMMAND, text, whole } from '../forms.ts'
import { setting } from '../setting.ts'

const NO_SHELL =
  'Write each argument as a text of its own: no shell reads a command, so that nothing in it can start another; for pipes and && name a script.'

/** The word by which the kinds are told apart. */
function kind<const Kind extends string>(name: Kind) {
  const form = { schema: z.literal(name), must: 'one of hosted, command, notify' }
  return setting(form, {
    means: '`hosted`: this server; `command`: programs of yours; `notify`: somebody else deploys and tells us',
    usual: '`hosted`',
    do: 'hosted is usual: this server serves the release.',
  })
}

const COMMAND_DEPLOYER = z.strictObject({
  kind: kind('command'),
  deploy: setting(COMMAND, {
    means: 'program and arguments that make a release live; its version comes in the variable `RELEVO_VERSION`',
    usual: 'required with `command`',
    do: NO_SHELL,
    hide: 'kind',
  }),
  rollBack: setting(COMMAND, {
    means: 'takes a release back',
    usual: '`deploy` again, with the release before',
    do: NO_SHELL,
    hide: 'kind',
  }).exactOptional(),
  before: setting(COMMAND, {
    means: 'runs before `deploy`, such as a backup; when it fails, nothing is deployed',
    usual: 'nothing',
    do: NO_SHELL,
    hide: 'kind',
  }).exactOptional(),
  timeout: setting(whole(1, 86_400), {
    means: 'seconds each of them may take',
    do: 'Write seconds without a unit.',
  }).prefault(600),
  cwd: setting(text('the path of a folder'), {
    means: 'folder they run in',
    usual: 'the server’s own',
    do: 'Name the folder, best from the root, such as /srv/panel.',
  }).exactOptional(),
  env: setting(
    { schema: z.record(z.string(), z.string().regex(/^[^\0]*$/)), must: 'texts by variable name' },
    {
      means: 'further environment variables of theirs',
      do: "Write it like { COMPOSE_PROJECT_NAME: 'panel' }; numbers in quotes too.",
      hide: 'kind',
    },
  ).prefault({}),
})

const KINDS = [
  z.strictObject({ kind: kind('hosted') }),
  z.strictObject({ kind: kind('notify') }),
  COMMAND_DEPLOYER,
] as const

/** What makes a release live. */
export const DEPLOYER = z.discriminatedUnion('kind', KINDS)

import { useSignal } from '@preact/signals'
import { lackedScope } from '../session/scopes.ts'
import { Heading } from '../shell/heading.tsx'
import { accessWords as words } from '../wording/access.ts'
import { words as shared } from '../wording/shared.ts'
import { AccessMode } from './access-mode.tsx'
import type { MadeCode as Code, MadeCredential as Made } from './access-rows.ts'
import { Codes } from './codes.tsx'
import { Credentials } from './credentials.tsx'
import { MadeCode } from './made-code.tsx'
import { MadeCredential } from './made-credential.tsx'
import { NewCode } from './new-code.tsx'
import { NewCredential } from './new-credential.tsx'
import { Strangers } from './strangers.tsx'

/** Who comes in, and how: codes for tablets, passwords for kiosk apps and services, and who knocks in vain. */
export function AccessPage() {
  const isAdmin = lackedScope('admin') === undefined
  const code = useSignal<Code | undefined>(undefined)
  const made = useSignal<Made | undefined>(undefined)
  const show = (one: Code) => {
    code.value = one
  }
  return (
    <>
      <Heading title={shared.pages.access} />
      <AccessMode />
      {code.value && (
        <MadeCode
          key={code.value.id}
          code={code.value}
          onKept={() => {
            code.value = undefined
          }}
        />
      )}
      <Strangers onMade={show} />
      <section class="panel">
        <h2>{words.letIn}</h2>
        <p class="quiet">{words.codesAre}</p>
        {isAdmin ? (
          <>
            <NewCode onMade={show} />
            <Codes />
          </>
        ) : (
          <p>{words.onlyAdmin}</p>
        )}
      </section>
      <section class="panel">
        <h2>{words.credentials}</h2>
        <p class="quiet">{words.credentialsAre}</p>
        {isAdmin ? (
          <>
            {made.value ? (
              <MadeCredential
                made={made.value}
                onKept={() => {
                  made.value = undefined
                }}
              />
            ) : (
              <NewCredential
                onMade={(one) => {
                  made.value = one
                }}
              />
            )}
            <Credentials />
          </>
        ) : (
          <p>{words.onlyAdmin}</p>
        )}
      </section>
    </>
  )
}

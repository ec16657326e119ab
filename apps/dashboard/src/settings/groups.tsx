import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { addressOf } from '../shell/route.ts'
import { settingWords as words } from '../wording/settings.ts'
import { amount } from '../wording/units.ts'
import { ForgetGroupDialog } from './forget-group-dialog.tsx'
import { GroupDialog } from './group-dialog.tsx'
import type { GroupRow } from './group-row.ts'
import { windowWords } from './window-words.ts'

type Question = { about: 'edit'; group?: GroupRow } | { about: 'forget'; group: GroupRow }

/** Groups of tablets, and when each may be updated. */
export function Groups() {
  const { seen, trouble } = useLook(['groups', 'tablets'], (signal) => ifThere(get<GroupRow>('groups', signal)))
  const { open, ask } = useQuestion<Question>()
  if (!seen.value) return <Trouble error={trouble.value} />
  const groups = seen.value.data
  return (
    <section class="panel">
      <h2>{words.groups}</h2>
      <p class="quiet">{words.groupsAre}</p>
      {groups.length === 0 ? (
        <p>{words.noGroups}</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{words.group}</th>
                <th>{words.tablets}</th>
                <th>{words.window}</th>
                <th>{words.notes}</th>
                <th>
                  <span class="unseen">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <Row key={group.name} group={group} onAsk={ask} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="actions">
        <ScopedButton kind="admin" onPress={() => ask({ about: 'edit' })}>
          {words.newGroup}
        </ScopedButton>
      </div>
      {open.value?.about.about === 'edit' && (
        <GroupDialog key={open.value.nth} group={open.value.about.group} onClose={open.value.close} />
      )}
      {open.value?.about.about === 'forget' && (
        <ForgetGroupDialog key={open.value.nth} group={open.value.about.group} onClose={open.value.close} />
      )}
    </section>
  )
}

function Row({ group, onAsk }: { group: GroupRow; onAsk(question: Question): void }) {
  const { name, tablets, window, notes } = group
  const hasSettings = window !== undefined || notes !== undefined
  return (
    <tr>
      <td>
        <strong>{name}</strong>
      </td>
      <td data-label={words.tablets}>
        <a href={addressOf('tablets', '', { group: name })}>{amount(tablets)}</a>
      </td>
      <td data-label={words.window} class="why">
        {window ? windowWords(window) : <span class="quiet">{words.anyTime}</span>}
      </td>
      <td data-label={words.notes} class="why">
        {notes}
      </td>
      <td>
        <div class="actions">
          <ScopedButton kind="admin" label={words.editOf(name)} onPress={() => onAsk({ about: 'edit', group })}>
            {words.edit}
          </ScopedButton>
          {hasSettings && (
            <ScopedButton
              kind="admin"
              class="danger"
              label={words.forgetOf(name)}
              onPress={() => onAsk({ about: 'forget', group })}
            >
              {words.forget}
            </ScopedButton>
          )}
        </div>
      </td>
    </tr>
  )
}

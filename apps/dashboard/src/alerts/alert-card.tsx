import { useActing } from '../pieces/acting.ts'
import { Prose } from '../pieces/prose.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { lackedScope } from '../session/scopes.ts'
import { alertWords as words } from '../wording/alerts.ts'
import { said } from '../wording/language.ts'
import { moment } from '../wording/units.ts'
import { type AlertRow, isSilent } from './alert-row.ts'
import { figure } from './figure.ts'

interface AlertCardProps {
  alert: AlertRow
  onAcknowledge(): void
}

/** An alert that fires: what is wrong, by which number, who is at it, and how to be left in peace. */
export function AlertCard({ alert, onAcknowledge }: AlertCardProps) {
  const { id, rule, environment, since, value, threshold, samples, text, acknowledged, silencedUntil } = alert
  const isQuiet = isSilent(alert, Date.now())
  const acting = useActing()
  const sentence = words.sentences[rule]?.(figure(rule, value), figure(rule, threshold), samples ?? 0)
  return (
    <li class={`alert panel ${acknowledged || isQuiet ? 'calm' : ''}`}>
      <h3>
        {said(words.rules, rule)} <span class="quiet">{environment}</span>
      </h3>
      {sentence && <p>{sentence}</p>}
      <p lang="en" class={sentence ? 'quiet' : ''}>
        <Prose text={text} />
      </p>
      <dl class="facts">
        <div>
          <dt>{words.value}</dt>
          <dd class="bad">
            {figure(rule, value)} {samples !== undefined && <span class="quiet">{words.samples(samples)}</span>}
          </dd>
        </div>
        <div>
          <dt>{words.limit}</dt>
          <dd>{figure(rule, threshold)}</dd>
        </div>
        <div>
          <dt>{words.since}</dt>
          <dd>{moment(since)}</dd>
        </div>
      </dl>
      {acknowledged && (
        <p>
          {words.acknowledged(acknowledged.by, moment(acknowledged.at))}
          {acknowledged.note && <span class="quiet">: {acknowledged.note}</span>}
        </p>
      )}
      {isQuiet && (
        <p>
          {words.silenced(moment(silencedUntil))} <span class="quiet">({words.silencedIs})</span>
        </p>
      )}
      <div class="actions">
        {!acknowledged && (
          <ScopedButton kind="deploy" environment={environment} class="primary" onPress={onAcknowledge}>
            {words.acknowledge}
          </ScopedButton>
        )}
        {isQuiet ? (
          <ScopedButton
            kind="deploy"
            environment={environment}
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(`alerts/${id}/unsilence`)}
          >
            {words.unsilence}
          </ScopedButton>
        ) : (
          lackedScope('deploy', environment) === undefined && (
            <fieldset class="silence">
              <legend>{words.silence}</legend>
              {words.silenceFor.map(([says, seconds]) => (
                <button
                  key={seconds}
                  type="button"
                  aria-disabled={acting.isBusy.value}
                  onClick={() => acting.act(`alerts/${id}/silence`, { seconds })}
                >
                  {says}
                </button>
              ))}
            </fieldset>
          )
        )}
      </div>
      <Trouble error={acting.trouble.value} />
    </li>
  )
}

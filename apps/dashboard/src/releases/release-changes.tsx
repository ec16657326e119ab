import { useSignal } from '@preact/signals'
import { getOne, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { SelectField } from '../pieces/field.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { releasePageWords as words } from '../wording/release-page.ts'
import { bytes } from '../wording/units.ts'
import type { ChangedFile, Changes, WholeRelease } from './release-rows.ts'

interface ReleaseChangesProps {
  release: WholeRelease
  /** Versions it can be held against. */
  others: readonly string[]
}

/** What differs from the release before, or from another one, and what that costs a tablet. */
export function ReleaseChanges({ release, others }: ReleaseChangesProps) {
  const against = useSignal('')
  const from = against.value && `?from=${encodeURIComponent(against.value)}`
  const { seen, trouble } = useLook(
    ['releases'],
    (signal) => ifThere(getOne<Changes>(`releases/${encodeURIComponent(release.version)}/changes${from}`, signal)),
    [release.version, from],
  )
  if (!seen.value) return <Trouble error={trouble.value} />
  const usual = against.value === '' && seen.value.from !== undefined ? ` (${seen.value.from})` : ''
  return (
    <section class="panel changes">
      <h2>{words.changes}</h2>
      <SelectField
        label={words.against}
        value={against.value}
        choices={[
          { value: '', says: `${words.usualBefore}${usual}` },
          ...others.map((value) => ({ value, says: value })),
        ]}
        onValue={(chosen) => {
          against.value = chosen
        }}
      />
      <Trouble error={trouble.value} />
      <Difference changes={seen.value} whole={release.bytes} />
    </section>
  )
}

function Difference({ changes, whole }: { changes: Changes; whole: number }) {
  const { from, download, files } = changes
  const sums = (['added', 'changed', 'removed', 'unchanged'] as const).map((kind) => [kind, changes[kind]] as const)
  const differing = changes.added.files + changes.changed.files + changes.removed.files
  return (
    <>
      {from === undefined ? <p>{words.noneBefore}</p> : <p>{words.download(bytes(download), bytes(whole))}</p>}
      <dl class="facts">
        {sums.map(([kind, sum]) => (
          <div key={kind}>
            <dt>{words[kind]}</dt>
            <dd>
              {words.files(sum.files)} <span class="quiet">{bytes(sum.bytes)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {differing === 0 && <p class="quiet">{words.nothingChanged}</p>}
      {files.length > 0 && <Files files={files} />}
      {files.length < differing && <p class="quiet">{words.someFiles(files.length, differing)}</p>}
    </>
  )
}

const COLOURS = { added: 'good', changed: '', removed: 'bad' }

function Files({ files }: { files: readonly ChangedFile[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <div class="scroll low" tabIndex={0}>
      <table class="stacked">
        <thead>
          <tr>
            <th>{words.path}</th>
            <th>{words.kind}</th>
            <th>{words.bytes}</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ path, kind, bytes: size, was }) => (
            <tr key={path}>
              <td class="path">{path}</td>
              <td data-label={words.kind} class={COLOURS[kind]}>
                {words.kinds[kind]}
              </td>
              <td data-label={words.bytes}>
                <div>
                  {bytes(size)} {was !== undefined && <span class="quiet">{words.was(bytes(was))}</span>}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

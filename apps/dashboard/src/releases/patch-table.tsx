import { addressOf } from '../shell/route.ts'
import { said } from '../wording/language.ts'
import { packingWords as words } from '../wording/packing.ts'
import { bytes, percent } from '../wording/units.ts'
import type { PatchRow } from './packing.ts'

interface PatchTableProps {
  patches: readonly PatchRow[]
  /** Bytes of everything in one answer. */
  whole: number | undefined
  /** Bytes of all files, one by one. */
  all: number
}

/** What a tablet downloads, by the release it has. */
export function PatchTable({ patches, whole, all }: PatchTableProps) {
  return (
    <div class="scroll">
      <table class="stacked">
        <thead>
          <tr>
            <th>{words.has}</th>
            <th>{words.gets}</th>
            <th>{words.instead}</th>
            <th>{words.share}</th>
            <th>{words.remark}</th>
          </tr>
        </thead>
        <tbody>
          {patches.map((patch) => (
            <Row key={patch.from} patch={patch} />
          ))}
          <tr>
            <td>{words.nothing}</td>
            <td data-label={words.gets}>{whole === undefined ? words.files(bytes(all)) : bytes(whole)}</td>
            <td data-label={words.instead}>{whole === undefined ? '' : words.files(bytes(all))}</td>
            <td data-label={words.share}>{whole === undefined || all === 0 ? '' : percent(whole / all)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Row({ patch: { from, phase, br, full, why } }: { patch: PatchRow }) {
  const isMade = phase === 'made' && br !== undefined
  const files = full === undefined ? words.someFiles : words.files(bytes(full))
  const remark = isMade ? '' : [said(words.phases, phase), phase === 'failed' && why].filter(Boolean).join(': ')
  return (
    <tr>
      <td>
        <a href={addressOf('release', from)}>{from}</a>
      </td>
      <td data-label={words.gets} class={isMade ? 'good' : ''}>
        {isMade ? bytes(br) : files}
      </td>
      <td data-label={words.instead}>{isMade && full !== undefined ? files : ''}</td>
      <td data-label={words.share}>{isMade && full ? percent(br / full) : ''}</td>
      <td data-label={words.remark} class={phase === 'failed' ? 'why bad' : 'why'}>
        {remark}
      </td>
    </tr>
  )
}

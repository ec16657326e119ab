import { CheckedField, SelectField, TickField } from '../pieces/field.tsx'
import { deployingWords as words } from '../wording/deploying.ts'
import { type WaveDraft, type WaveField, waveDraftOf } from './wave-draft.ts'

/** Names that the fleet knows, to be typed into a wave. */
export interface KnownNames {
  groups: readonly string[]
  tags: readonly string[]
}

interface WaveRowsProps {
  waves: readonly WaveDraft[]
  /** What is wrong, by the key of the wave. */
  faults: ReadonlyMap<number, ReadonlyMap<WaveField, string>>
  known: KnownNames
  onWaves(waves: WaveDraft[]): void
}

/** The waves of a canary, each a row that can be edited. */
export function WaveRows({ waves, faults, known, onWaves }: WaveRowsProps) {
  const change = (key: number, part: Partial<WaveDraft>) =>
    onWaves(waves.map((wave) => (wave.key === key ? { ...wave, ...part } : wave)))
  const add = () => {
    const last = waves.at(-1)
    const key = Math.max(0, ...waves.map((wave) => wave.key)) + 1
    onWaves([...waves, last ? { ...last, key, amount: '' } : waveDraftOf({ percent: 5 }, key)])
  }
  return (
    <div class="wave-rows">
      {waves.map((wave, i) => (
        <EditedWave
          key={wave.key}
          nth={i + 1}
          wave={wave}
          faults={faults.get(wave.key)}
          known={known}
          onChange={(part) => change(wave.key, part)}
          {...(waves.length > 1 && { onRemove: () => onWaves(waves.filter(({ key }) => key !== wave.key)) })}
        />
      ))}
      <div class="actions">
        <button type="button" onClick={add}>
          {words.addWave}
        </button>
        <span class="quiet">{words.wavesHelp}</span>
      </div>
    </div>
  )
}

interface EditedWaveProps {
  nth: number
  wave: WaveDraft
  faults: ReadonlyMap<WaveField, string> | undefined
  known: KnownNames
  onChange(part: Partial<WaveDraft>): void
  /** Absent on the only one. */
  onRemove?(): void
}

const BYS = ['percent', 'count', 'groups', 'tags'] as const

function EditedWave({ nth, wave, faults, known, onChange, onRemove }: EditedWaveProps) {
  const { by } = wave
  const isNamed = by === 'groups' || by === 'tags'
  const number = (field: Exclude<WaveField, 'amount'>, label: string) => (
    <CheckedField
      label={label}
      value={wave[field]}
      fault={faults?.get(field)}
      isNumber
      onValue={(typed) => onChange({ [field]: typed })}
    />
  )
  return (
    <fieldset class="edited-wave">
      <legend>{words.wave(nth)}</legend>
      <SelectField
        label={words.by}
        value={by}
        choices={BYS.map((value) => ({ value, says: words.bys[value] }))}
        onValue={(chosen) => onChange({ by: chosen, amount: '' })}
      />
      <CheckedField
        label={words.amounts[by]}
        value={wave.amount}
        fault={faults?.get('amount')}
        {...(isNamed && known[by].length > 0 && { help: known[by].join(', ') })}
        isNumber={!isNamed}
        onValue={(amount) => onChange({ amount })}
      />
      {number('bake', words.bake)}
      {number('success', words.success)}
      {number('error', words.error)}
      {number('minSamples', words.minSamples)}
      <div class="wave-ends">
        <TickField label={words.approval} value={wave.approval} onValue={(approval) => onChange({ approval })} />
        {onRemove && (
          <button type="button" class="plain" aria-label={words.removeWave(nth)} onClick={onRemove}>
            {words.remove}
          </button>
        )}
      </div>
    </fieldset>
  )
}

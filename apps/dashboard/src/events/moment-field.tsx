interface MomentFieldProps {
  label: string
  /** ISO 8601; empty for none. */
  value: string
  onChoose(iso: string): void
}

/** A moment of the operator's own zone, as a browser lets one choose it; in addresses it is of no zone but UTC. */
export function MomentField({ label, value, onChoose }: MomentFieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="datetime-local"
        value={localOf(value)}
        onChange={({ currentTarget }) => {
          const at = new Date(currentTarget.value)
          onChoose(Number.isNaN(at.getTime()) ? '' : at.toISOString())
        }}
      />
    </label>
  )
}

/** As the field writes it: without a zone. Nothing for what is no moment. */
function localOf(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

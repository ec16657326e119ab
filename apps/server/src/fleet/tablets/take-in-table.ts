import { RelevoError } from '@relevo/core/errors'
import { PRODUCTION } from '../environment.ts'
import type { CardChanges } from './card-changes.ts'
import { faultsText, planImport } from './import-cards.ts'
import type { PinFaults } from './pin-faults.ts'
import type { TabletParts } from './tablet-parts.ts'
import type { Tablets } from './tablets.ts'

/** Takes in whole tables: all lines are looked at before anything is changed, and all that changes is one write. */
export function createTableIntake(
  { registry, cards, aliases, environments, world }: TabletParts,
  changes: CardChanges,
  pins: PinFaults,
): Tablets['takeIn'] {
  return async (lines, { dryRun }, actor) => {
    const named = lines.flatMap((line) => ('cells' in line && line.cells.pin ? [line.cells.pin] : []))
    const faultOf = await pins.among(new Set(named))
    const plan = planImport(lines, {
      resolve: aliases.resolve,
      cardOf: cards.get,
      isHeard: (id) => registry.get(id) !== undefined,
      isEnvironment: (name) => environments.all().some((environment) => environment.name === name),
      pinFault: (version, id, expected) => faultOf(version, registry.get(id)?.environment ?? expected ?? PRODUCTION),
    })
    if (plan.faults.length > 0) throw new RelevoError('import-invalid', faultsText(plan.faults))
    if (dryRun || plan.changes.length === 0) return plan.counts
    const id = world.newId()
    for (const { before, after } of plan.changes) changes.put(before, after, { table: id }, actor)
    const { created, changed } = plan.counts
    registry.note({
      at: world.now(),
      type: 'tablets-imported',
      ...(actor !== undefined && { actor }),
      subject: { kind: 'table', id },
      data: { created, changed },
    })
    await registry.flush()
    return plan.counts
  }
}

import { createHash } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'

/** A run as it was when it ended. Never changes, whatever becomes of the record and the people afterwards. */
export type Sheet = {
  readonly version: 1
  readonly flow: string
  readonly label: FlowDocument['label']
  readonly number: string | null
  readonly status: string
  readonly starter: string
  readonly starterName: string
  readonly startedAt: string
  readonly asOf: string | null
  readonly endedAt: string | null
  readonly record: { readonly entity: string; readonly id: string; readonly values: RecordValues }
  readonly names: { readonly [userId: string]: string }
  readonly nodes: { readonly [nodeId: string]: Json }
  readonly items: FlowInstance['items']
}

/** Keeps a run that has just ended as it is. One that asked nobody and told nobody has nothing to show. */
export async function keepSheet(unit: Unit, definition: FlowDocument, instance: FlowInstance): Promise<void> {
  if (instance.items.length === 0) return
  const { entity, recordId } = instance
  const stored = await unit.door(automation(unit, 'read')).get(entity, recordId, { rows: 'all' })
  const nameOf = (id: string): string => unit.people.directory.user(id)?.name ?? id
  const ids = instance.items.flatMap(({ assignee, owner, decidedBy }) =>
    decidedBy === undefined ? [assignee, owner] : [assignee, owner, decidedBy],
  )
  const sheet: Sheet = {
    version: 1,
    flow: definition.key,
    label: definition.label,
    number: instance.number ?? null,
    status: instance.status,
    starter: instance.starter,
    starterName: nameOf(instance.starter),
    startedAt: instance.startedAt,
    asOf: instance.asOf ?? null,
    endedAt: instance.endedAt,
    record: { entity, id: recordId, values: stored?.values ?? {} },
    names: Object.fromEntries([...new Set(ids)].map((id) => [id, nameOf(id)])),
    nodes: Object.fromEntries(definition.nodes.map(({ id, name }) => [id, (name ?? id) as Json])),
    items: instance.items,
  }
  const json = sheet as unknown as Json
  const hash = createHash('sha256').update(JSON.stringify(json)).digest('hex')
  await unit.tx.flows.putSheet(instance.id, json, hash)
}

/** The kept sheet of a run, with the number by which a printed one is verified; undefined while it runs. */
export async function sheetOf(
  unit: Unit,
  instanceId: string,
): Promise<{ readonly sheet: Sheet; readonly verify: string; readonly madeAt: string } | undefined> {
  const row = await unit.tx.flows.sheet(instanceId)
  if (row === null) return undefined
  const verify = row.hash.slice(0, 16).toUpperCase()
  return { sheet: row.json as unknown as Sheet, verify, madeAt: row.madeAt }
}

import type { Client } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FieldDocument, FlowDocument, RecordValues } from '@mortise/schema'

/** Fields that somebody can fill in here: of the record itself, not worked out, one value each. */
export function fillable(entity: EntityModel, kit: Kit): readonly FieldDocument[] {
  return entity.document.fields.filter((field) => {
    const type = kit.fields.find(field.type)
    return (
      type !== undefined && type.computed !== true && type.column(field) !== null && type.files === undefined
    )
  })
}

/** Of the fields, those the flow asks for or nobody may leave out, and the others. */
export function sorted(
  fields: readonly FieldDocument[],
  flow: FlowDocument,
): { readonly first: readonly FieldDocument[]; readonly others: readonly FieldDocument[] } {
  const text = JSON.stringify([flow.nodes, flow.edges, flow.start, flow.variables ?? []])
  const asked = ({ key, required }: FieldDocument): boolean =>
    required === true || new RegExp(`["{.]${key}["}.]`, 'u').test(text)
  return { first: fields.filter(asked), others: fields.filter((one) => !asked(one)) }
}

const day = /^\d{4}-\d{2}-\d{2}$/u
const ordinary = 3

/** A value as somebody would give it, of the ordinary ones of its type; times lie in the days to come. */
function ordinaryValue(field: FieldDocument, kit: Kit, roll: () => number): Json | undefined {
  const samples =
    kit.fields
      .find(field.type)
      ?.samples(field)
      .filter((one) => one !== null && one !== '') ?? []
  if (samples.every((one) => typeof one === 'string' && day.test(one)) && samples.length > 0)
    return new Date(Date.now() + Math.floor(roll() * 30) * 86_400_000).toISOString().slice(0, 10)
  // Amounts and counts that mean something: hostile ones are for the tests of the types.
  const numbers = samples.filter((one) => Number(one) > 0 && Number(one) < 1_000_000 && !Array.isArray(one))
  const from = numbers.length > 0 ? numbers : samples.slice(0, ordinary)
  return from[Math.floor(roll() * from.length)]
}

/** Values made up for a record, by the types of its fields; links lead to records there are. */
export async function madeUp(
  fields: readonly FieldDocument[],
  given: {
    readonly kit: Kit
    readonly client: Client
    readonly starter: string
    readonly label: (field: FieldDocument) => string
    readonly roll: () => number
  },
): Promise<RecordValues> {
  const { kit, client, starter, roll, label } = given
  const pairs = fields.map(async (field): Promise<readonly [string, Json] | undefined> => {
    const type = kit.fields.find(field.type)
    const target = type?.target?.(field)
    const names = type?.expressionType(field, () => undefined)
    if (target !== undefined) {
      const { data } = await client.records.query({ entity: target, fields: ['id'], limit: 20 })
      const one = data[Math.floor(roll() * data.length)]
      return one === undefined ? undefined : [field.key, one.id]
    }
    // People are named by their ids as records are: whoever starts it is one there is.
    if (names?.kind === 'id')
      return field.key === 'owner' || names.entity === 'user' ? [field.key, starter] : undefined
    if (
      names?.kind === 'text' &&
      type?.samples(field).some((one) => typeof one === 'string' && one.length > 40)
    )
      return [field.key, `${label(field)} ${Math.floor(roll() * 900) + 100}`]
    const value = ordinaryValue(field, kit, roll)
    return value === undefined ? undefined : [field.key, value]
  })
  return Object.fromEntries((await Promise.all(pairs)).filter((one) => one !== undefined))
}

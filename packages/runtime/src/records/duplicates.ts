import type { EntityModel, RecordValues } from '@mortise/schema'
import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'

/** Refuses a record that a blocking duplicate rule finds already there. What the saver may not see stays unnamed. */
export async function refuseDuplicates(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly values: RecordValues; readonly id: string | undefined },
): Promise<void> {
  const { entity, values, id } = given
  const rules = (entity.document.duplicates ?? []).filter((rule) => rule.on === 'block')
  if (rules.length === 0) return
  const found = await unit.door(actor).duplicates(entity.key, values, id)
  const blocking = found.find((one) => one.on === 'block')
  if (blocking === undefined) return
  const rule = rules.find((one) => (one.key ?? one.fields.join('_')) === blocking.key) ?? rules[0]
  const title = blocking.title ?? '—'
  const own = rule?.message
  const text = own === undefined ? undefined : { zh: say(own, 'zh'), en: say(own, 'en') }
  const error = errors.RECORD_DUPLICATE({ title })
  throw errors.RECORD_DUPLICATE(
    { title },
    {
      details: (rule?.fields ?? []).map((path) => ({
        path,
        code: 'RECORD_DUPLICATE',
        message: text ?? error.text,
      })),
      data: {
        matched: [{ entity: blocking.entity, id: blocking.id, title: blocking.title, owner: blocking.owner }],
      },
    },
  )
}

import { pinyin } from 'pinyin-pro'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'
import { isReasonColumn } from './reason-column.ts'

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
const inPinyin = (text: string): string => pinyin(text, { toneType: 'none', type: 'array' }).join('')

/** Fields a row may fill: the actor may write them, and they are no result of others. */
export function writableFields(
  published: Published,
  actor: Actor,
  given: { readonly kit: RuntimeOptions['kit']; readonly entity: EntityModel },
): readonly FieldModel[] {
  const { kit, entity } = given
  const rights = published.access(actor).entity(entity.key)
  return entity.fields.filter((field) => {
    if (rights?.field(field.key) !== 'write') return false
    if (field.system) return field.key === 'owner'
    const type = kit.fields.find(field.type)
    return type !== undefined && type.computed !== true && type.column(field.document) !== null
  })
}

/** Names a column may have for a field, from the surest to the weakest. */
function namesOf(field: FieldModel, entity: EntityModel): readonly string[] {
  const { label } = field.document
  const [zh, en] = [say(label, 'zh'), say(label, 'en')]
  const owner = [entity.key, say(entity.document.label, 'en'), say(entity.document.label, 'zh')]
  const direct = [zh, en, field.key, ...zh.split(/[/／]/)]
  return [...direct, inPinyin(zh), ...owner.flatMap((one) => direct.map((name) => `${one}${name}`))].map(
    plain,
  )
}

/** Which field each column most likely goes into. A field is used once. */
export function suggestMapping(
  columns: readonly string[],
  fields: readonly FieldModel[],
  entity: EntityModel,
): { readonly [column: string]: string } {
  const found: Record<string, string> = {}
  const taken = new Set<string>()
  const names = fields.map((field) => ({ key: field.key, names: namesOf(field, entity) }))
  const depth = Math.max(0, ...names.map((one) => one.names.length))
  for (let rank = 0; rank < depth; rank += 1) {
    for (const column of columns) {
      if (column === '' || isReasonColumn(column) || Object.hasOwn(found, column)) continue
      const hit = names.find((one) => !taken.has(one.key) && one.names[rank] === plain(column))
      if (hit === undefined) continue
      found[column] = hit.key
      taken.add(hit.key)
    }
  }
  return found
}

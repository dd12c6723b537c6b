import { say, text } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityDocument, FieldModel, OptionDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pinyin } from 'pinyin-pro'
import type { Workspace } from '../../context/workspace.ts'
import { publishEdit } from '../../design/publish-edit.ts'
import { errors } from '../../errors.ts'
import { entityFor } from '../../records/entity-for.ts'
import type { RuntimeOptions } from '../../types.ts'
import { ownImport } from '../open-import.ts'
import { optionReader, optionsOf } from '../options.ts'

/** Whether a person may add options to a field; undefined where its choices are no plain list. */
export function optionsAddable(
  kit: RuntimeOptions['kit'],
  actor: Actor,
  field: FieldModel,
): { readonly allowed: boolean; readonly why?: string } | undefined {
  const list = kit.fields.find(field.type)?.settings.some(({ type }) => type === 'options') === true
  if (field.system || !list) return undefined
  if (actor.design) return { allowed: true }
  const why = text('只有应用设计者可以添加选项。', 'Only people who design the app may add options.')
  return { allowed: false, why: say(why, actor.locale) }
}

/** So many options at once are a list of something else. */
const mostAtOnce = 100
const longestLabel = 100

/** Adds texts of a file as options of a choice field: a published change of the app, with its author. Gives the version. */
export async function addOptions(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly field: string; readonly texts: readonly string[] },
): Promise<number> {
  const row = await ownImport(workspace, actor, given.id)
  const published = await workspace.published()
  const entity = entityFor({ published }, actor, row.entity)
  const field = entity.field(given.field)
  const addable = field === undefined ? undefined : optionsAddable(workspace.options.kit, actor, field)
  if (field === undefined || addable === undefined)
    throw errors.IMPORT_MAPPING_INVALID({ column: '', field: given.field })
  if (!addable.allowed) throw errors.FORBIDDEN({ what: 'design' })
  const texts = [...new Set(given.texts.map((one) => one.trim()))].filter((one) => one !== '')
  const tooLong = texts.find((one) => one.length > longestLabel)
  if (texts.length > mostAtOnce || tooLong !== undefined)
    throw errors.OPTIONS_TOO_MANY({ most: mostAtOnce, longest: longestLabel })
  const label = say(field.document.label, actor.locale)
  const note = say(
    text(
      `导入 ${row.fileName}：“${label}”增加选项`,
      `Import of ${row.fileName}: options added to “${label}”`,
    ),
    actor.locale,
  )
  return publishEdit(workspace, actor, {
    kind: 'entity',
    key: entity.key,
    note,
    edit: (json) => withOptions(json as unknown as EntityDocument, field.key, texts) as unknown as Json,
  })
}

function withOptions(entity: EntityDocument, key: string, texts: readonly string[]): EntityDocument {
  const fields = entity.fields.map((field) => {
    if (field.key !== key) return field
    const options = [...(optionsOf(field) ?? [])]
    for (const label of texts)
      if (optionReader(options)(label) === undefined) options.push(newOption(label, options))
    return { ...field, settings: { ...field.settings, options: options as unknown as Json } }
  })
  return { ...entity, fields }
}

/** An option for a text, with a value that people who write formulas can read. */
function newOption(label: string, others: readonly OptionDocument[]): OptionDocument {
  const sounds = pinyin(label, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('_')
  const plain = sounds
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40)
  const base = plain === '' ? 'option' : plain
  const taken = new Set(others.map(({ value }) => value))
  let value = base
  for (let no = 2; taken.has(value); no += 1) value = `${base}_${no}`
  return { value, label: { zh: label, en: label } }
}

import { type ErrorDetail, say, text } from '@mortise/errors'
import { isOfferable, isShowable } from '@mortise/fields'
import { offeredPicks, type OfferedPick, pickedField } from '@mortise/forms'
import type { FormDocument, Model, PublicPick } from '@mortise/schema'
import type { Kit } from './kit.ts'

/**
 * Publish check of what strangers may choose from: links to records alone, plain fields of it alone, and no condition
 * that hangs on what somebody types, since answers to it would tell of fields that are not shown.
 */
export function checkPublicPicks(
  model: Model,
  kit: Pick<Kit, 'fields'>,
  form: FormDocument,
): readonly ErrorDetail[] {
  if (form.purpose !== 'public') return []
  const ground = { model, fields: kit.fields }
  const offered = offeredPicks(ground, form)
  return [
    ...(form.public?.picks ?? []).flatMap((pick, at) => wrongField(ground, form, { pick, at })),
    ...offered.flatMap((one, index) => wrongPick(kit, one, offered.slice(0, index))),
  ]
}

type Place = { readonly at: number; readonly where: string; readonly code: string }

const said = ({ at, where, code }: Place, zh: string, en: string): ErrorDetail => ({
  path: `/public/picks/${at}${where}`,
  code,
  message: text(zh, en),
})

/** Whether it is for a field that can't be offered at all. */
function wrongField(
  ground: Parameters<typeof offeredPicks>[0],
  form: FormDocument,
  { pick, at }: { readonly pick: PublicPick; readonly at: number },
): readonly ErrorDetail[] {
  const field = pickedField(ground, form, pick)
  // A name that is none has been told already.
  if (field === undefined || isOfferable(ground.fields.find(field.type), field.document)) return []
  const name = nameOf(field)
  return [
    said(
      { at, where: '/field', code: 'PUBLIC_PICK_FIELD' },
      `“${name('zh')}”不能开放给填写人选择，只有关联其他记录的字段可以`,
      `"${name('en')}" can't be offered to strangers; only links to records of another entity can`,
    ),
  ]
}

const nameOf =
  ({ document, key }: OfferedPick['field']) =>
  (locale: 'zh' | 'en'): string =>
    say(document.label, locale) || key

/** What is wrong with what it shows and how it narrows. */
function wrongPick(
  kit: Pick<Kit, 'fields'>,
  { path, field, pick, at, target, asking }: OfferedPick,
  before: readonly OfferedPick[],
): readonly ErrorDetail[] {
  const name = nameOf(field)
  if (before.some((one) => one.path === path))
    return [
      said(
        { at, where: '', code: 'PUBLIC_PICK_TWICE' },
        `“${name('zh')}”的可选范围设置了两次，请删去一份`,
        `what may be chosen for "${name('en')}" is set twice; remove one`,
      ),
    ]
  const hidden = pick.show.flatMap((key, index) => {
    const shown = target.field(key)
    if (shown === undefined || (!shown.system && isShowable(kit.fields.find(shown.type), shown.document)))
      return []
    return [
      said(
        { at, where: `/show/${index}`, code: 'PUBLIC_PICK_SHOWN' },
        `字段“${say(shown.document.label, 'zh')}”不能给填写人看：只能显示文字、数字、日期、选项这类内容，请去掉它`,
        `the field "${say(shown.document.label, 'en')}" can't be shown to strangers: plain texts, numbers, dates and options only; take it out`,
      ),
    ]
  })
  const asked =
    asking.length === 0
      ? []
      : [
          said(
            { at, where: '', code: 'PUBLIC_PICK_ASKS' },
            `“${name('zh')}”的可选范围用到了正在填写的内容，不能开放给填写人：请去掉用到“当前记录”的条件`,
            `what may be chosen for "${name('en')}" hangs on what is being filled in, so it can't be offered to strangers; remove conditions on the record at hand`,
          ),
        ]
  return [...hidden, ...asked]
}

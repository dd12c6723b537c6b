import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import { approvalsAt, approvalsSource, handwritten } from '../../decisions.ts'
import { defineBlock, type BlockRead, type BlockType, type PrintContext } from '../../define.ts'
import { plainText } from '../../format/pattern.ts'
import { pngShape } from '../../png-shape.ts'
import { flagOf, labelText, listOf, numberOf, setting, textOf, wordings, wordsOf } from '../../settings.ts'

/** Texts with `{{…}}` places. */
const template = { editor: 'template' } as const

const words = {
  parties: [
    { zh: '甲方（盖章）', en: 'Party A (seal)' },
    { zh: '乙方（盖章）', en: 'Party B (seal)' },
  ],
  sign: { zh: '签字', en: 'Signed' },
  date: { zh: '日期', en: 'Date' },
} as const

const dayPattern = { zh: 'yyyy年M月d日', en: 'yyyy-MM-dd' } as const
const day = { zh: '      年    月    日', en: '____ / ____ / ________' } as const

type Party = {
  readonly label: string
  readonly name: string
  readonly step: string
  readonly field: string
}

/**
 * A party is a text, or an object with label and name, each with `{{…}}` places, and where it has signed: the step of an
 * approval, or a field of the record.
 */
function partyOf(entry: unknown, ctx: PrintContext): Party {
  if (typeof entry === 'string') return { label: ctx.fill(entry), name: '', step: '', field: '' }
  const party = (entry ?? {}) as { readonly [key: string]: unknown }
  const step = textOf(party, 'step')
  return {
    label: ctx.fill(ctx.say(labelText(party['label']))) || step,
    name: ctx.fill(wordsOf(party, 'name', ctx)),
    step,
    field: textOf(party, 'field'),
  }
}

/** Points that the names of one step share, and how many stand in a row. */
const shared = 140
const inRow = 2

/** A line of words below the room to sign, in points. */
const line = 12

/** A name as it was written, or in print. */
type Mark = { readonly image: string | undefined; readonly name: string }

/** What a party has signed with: in its step, or in its field. */
function marksOf({ step, field }: Party, ctx: PrintContext): readonly Mark[] {
  const rows = step === '' ? [] : approvalsAt(step, ctx)
  const drawn = field === '' ? undefined : ctx.handwriting(field)
  if (rows.length === 0 && drawn !== undefined) return [{ image: drawn, name: '' }]
  return rows.map((row) => ({
    image: handwritten(row, ctx),
    name: plainText(row.values['assignee'] ?? null, ctx.locale),
  }))
}

/** A name at the foot of its room. */
function nameCell({ image, name }: Mark, { width, height }: { width: number; height: number }): TableCell {
  if (image === undefined) return { text: name, margin: [0, height, 0, 0] }
  const fit: [number, number] = [width - 4, height + line]
  const drawn = Math.min(fit[1], fit[0] * pngShape(image))
  return { image, fit, margin: [0, fit[1] - drawn, 0, 0] }
}

/** Names of a step behind the word for it, all on one line at the foot. */
function signed(word: string, marks: readonly Mark[], height: number): Content {
  const across = Math.min(marks.length, inRow)
  const width = Math.floor(shared / across)
  const names = marks.map((mark) => nameCell(mark, { width, height }))
  const body = Array.from({ length: Math.ceil(names.length / inRow) }, (_, at): TableCell[] => {
    const own = names.slice(at * inRow, (at + 1) * inRow)
    const rest = Array.from({ length: across - own.length }, (): TableCell => ({ text: '' }))
    return [{ text: at === 0 ? word : '', margin: [0, height, 0, 0] }, ...own, ...rest]
  })
  const widths = ['auto', ...Array.from({ length: across }, () => width)]
  return { table: { widths, body }, layout: 'mortisePlain', margin: [-2, -2, 0, -2] }
}

/** The room of one party: its name, its signature and the date, both filled in where its step has been passed. */
function partyContent(party: Party, ctx: PrintContext, given: { height: number; dated: boolean }): Column {
  const { label, name, step } = party
  const { height, dated } = given
  const colon = ctx.locale === 'zh' ? '：' : ': '
  const marks = marksOf(party, ctx)
  const word = `${ctx.say(words.sign)}${colon}`
  const margin: [number, number, number, number] = [0, height, 0, 0]
  const at = step === '' ? null : (approvalsAt(step, ctx).at(-1)?.values['at'] ?? null)
  const date = at === null ? day[ctx.locale] : ctx.format(at, dayPattern[ctx.locale])
  return {
    width: '*',
    stack: [
      { text: name === '' ? label : `${label}${colon}${name}`, bold: true },
      marks.length === 0 ? { text: `${word}____________________`, margin } : signed(word, marks, height),
      ...(dated
        ? [
            {
              text: `${ctx.say(words.date)}${colon}${date}`,
              margin: [0, 8, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
    ],
  }
}

function partyReads(entry: unknown, at: string): readonly BlockRead[] {
  if (typeof entry === 'string') return [{ at, template: entry }]
  const party = (entry ?? {}) as { readonly [key: string]: unknown }
  const [step, field] = [textOf(party, 'step'), textOf(party, 'field')]
  return [
    ...(field === '' ? [] : [{ at: `${at}/field`, path: field, handwritten: true }]),
    ...wordings(party['label']).map((template) => ({ at: `${at}/label`, template })),
    ...wordings(party['name']).map((template) => ({ at: `${at}/name`, template })),
    ...(step === ''
      ? []
      : [{ at: `${at}/step`, source: approvalsSource, rows: true as const, signed: true, step }]),
  ]
}

/**
 * Room for signatures side by side, with a line for the date; what was signed by hand in an approval stands there already. Kept
 * together, so that no signature stands alone.
 */
export const signBlock: BlockType = defineBlock({
  type: 'sign',
  version: 1,
  label: { zh: '签章栏', en: 'Signatures' },
  icon: 'signature',
  group: 'sign',
  places: ['body', 'footer'],
  keepTogether: true,
  settings: [
    setting(
      'parties',
      'items',
      { zh: '签署方', en: 'Parties' },
      {
        settings: {
          fields: [
            { key: 'label', type: 'text', label: { zh: '名称', en: 'Label' }, settings: template },
            { key: 'name', type: 'text', label: { zh: '单位或人', en: 'Who' }, settings: template },
            {
              key: 'step',
              type: 'text',
              label: { zh: '审批环节', en: 'Step of approval' },
              help: {
                zh: '环节的名称，如“部门经理审批”：通过后印上那一步的手写签名和日期；没手写的印姓名',
                en: 'Name of a step of a flow: once it is passed its handwritten signature and date stand here, or the name where nobody signed by hand',
              },
            },
            {
              key: 'field',
              type: 'field_ref',
              label: { zh: '手写签名字段', en: 'Signature field' },
              help: {
                zh: '记录上的手写签名字段，例如客户验收签名；签了就印在这里',
                en: 'A signature field of the record, such as the customer’s: what was signed there stands here',
              },
            },
          ],
        },
      },
    ),
    setting('date', 'boolean', { zh: '日期栏', en: 'Line for the date' }, { default: true }),
    setting('height', 'integer', { zh: '签字高（点）', en: 'Room to sign (points)' }, { default: 40 }),
  ],
  describe: ({ parties }) => {
    const count = Array.isArray(parties) ? parties.length : 2
    return { zh: `${count} 方签章`, en: `Signatures of ${count} parties` }
  },
  reads: (block) =>
    listOf(block, 'parties').flatMap((entry, index) => partyReads(entry, `/parties/${index}`)),
  toContent: (block, ctx) => {
    const given = listOf(block, 'parties')
    const how = { height: numberOf(block, 'height', 40), dated: flagOf(block, 'date', true) }
    const columns = (given.length > 0 ? given : words.parties.map((one) => ctx.say(one))).map((entry) =>
      partyContent(partyOf(entry, ctx), ctx, how),
    )
    return { columns, columnGap: 24, margin: [0, 16, 0, 8] }
  },
})

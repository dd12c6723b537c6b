import type { Column } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType, type PrintContext } from '../../define.ts'
import { flagOf, labelText, listOf, numberOf, setting, wordings, wordsOf } from '../../settings.ts'

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

const day = { zh: '      年    月    日', en: '____ / ____ / ________' } as const

/** A party is a text, or an object with label and name, each with `{{…}}` places. */
function partyOf(entry: unknown, ctx: PrintContext): { readonly label: string; readonly name: string } {
  if (typeof entry === 'string') return { label: ctx.fill(entry), name: '' }
  const party = (entry ?? {}) as { readonly [key: string]: unknown }
  return {
    label: ctx.fill(ctx.say(labelText(party['label']))),
    name: ctx.fill(wordsOf(party, 'name', ctx)),
  }
}

/** Room for signatures side by side, with a line for the date. Kept together, so that no signature stands alone. */
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
    listOf(block, 'parties').flatMap((entry, index) => {
      const at = `/parties/${index}`
      if (typeof entry === 'string') return [{ at, template: entry }]
      const party = (entry ?? {}) as { readonly [key: string]: unknown }
      return [
        ...wordings(party['label']).map((template) => ({ at: `${at}/label`, template })),
        ...wordings(party['name']).map((template) => ({ at: `${at}/name`, template })),
      ]
    }),
  toContent: (block, ctx) => {
    const given = listOf(block, 'parties')
    const colon = ctx.locale === 'zh' ? '：' : ': '
    const columns = (given.length > 0 ? given : words.parties.map((one) => ctx.say(one))).map(
      (entry): Column => {
        const { label, name } = partyOf(entry, ctx)
        return {
          width: '*',
          stack: [
            { text: name === '' ? label : `${label}${colon}${name}`, bold: true },
            {
              text: `${ctx.say(words.sign)}${colon}____________________`,
              margin: [0, numberOf(block, 'height', 40), 0, 0],
            },
            ...(flagOf(block, 'date', true)
              ? [
                  {
                    text: `${ctx.say(words.date)}${colon}${day[ctx.locale]}`,
                    margin: [0, 8, 0, 0] as [number, number, number, number],
                  },
                ]
              : []),
          ],
        }
      },
    )
    return { columns, columnGap: 24, margin: [0, 16, 0, 8] }
  },
})

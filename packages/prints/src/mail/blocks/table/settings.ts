import type { FieldDocument } from '@mortise/schema'
import { tableSettings } from '../../../blocks/table/settings.ts'
import { setting } from '../../../settings.ts'

/** Settings that a table in a mail has in common with one on paper. */
const shared = ['source', 'columns', 'rowVisible', 'sortBy', 'descending', 'totalLabel'] as const
/** What a column has in common; pages, widths and cells of their own are for paper. */
const ofColumn: ReadonlySet<string> = new Set([
  'label',
  'field',
  'expr',
  'format',
  'align',
  'total',
  'index',
  'key',
])

function forMails(one: FieldDocument): FieldDocument {
  const fields = one.settings?.['fields']
  if (one.key !== 'columns' || !Array.isArray(fields)) return one
  const kept = fields.filter((field) => ofColumn.has((field as unknown as FieldDocument).key))
  return { ...one, settings: { ...one.settings, fields: kept } }
}

const [source, columns, ...further] = shared
  .flatMap((key) => tableSettings.filter((one) => one.key === key))
  .map(forMails)

/** What can be set of a table in a mail. */
export const mailTableSettings: readonly FieldDocument[] = [
  ...(source === undefined || columns === undefined ? [] : [source, columns]),
  ...further.map((one) =>
    one.key === 'rowVisible' ? { ...one, label: { zh: '只列出符合条件的行', en: 'Only rows where' } } : one,
  ),
  setting(
    'limit',
    'integer',
    { zh: '最多行数', en: 'Most rows' },
    {
      default: 20,
      settings: { min: 1, max: 200 },
      help: { zh: '多出的行写成“还有几行”，合计仍是全部的', en: 'Others are counted; sums are of all rows' },
    },
  ),
  setting('empty', 'boolean', { zh: '没有行也显示', en: 'Shown without rows too' }, { default: true }),
]

import { type Translate, useT } from '@mortise/ui'
import type { MenuProps } from 'antd'
import { sortBy } from './commands.ts'
import { dimensionItems, otherShelf } from './dimension-menu.ts'
import { measureItems } from './measure-menu.ts'
import { messages, type ReportWord } from './messages.ts'
import type { ReportEditor } from './use-report-editor.ts'

type Items = NonNullable<MenuProps['items']>
type Given = { readonly t: Translate<ReportWord>; readonly edited: string }

/** What the menu of a pill offers. */
export function usePillMenu(editor: ReportEditor, key: string): Items {
  const t: Translate<ReportWord> = useT(messages)
  const { report } = editor
  const dimension = report.dimensions?.find((one) => one.key === key)
  const measure = report.measures?.find((one) => one.key === key)
  const one = dimension ?? measure
  if (one === undefined) return []
  const given = { t, edited: t('edited', { name: editor.nameOf(one) }) }
  return [
    ...(dimension === undefined ? [] : dimensionItems(editor, dimension, given)),
    ...(measure === undefined ? [] : measureItems(editor, measure, given)),
    sortItems(editor, key, given),
    { type: 'divider' },
    ...(dimension === undefined ? [] : otherShelf(editor, key, t)),
    { key: 'rename', label: t('rename'), onClick: () => editor.select(key) },
    { key: 'remove', danger: true, label: t('remove'), onClick: () => editor.remove(key) },
  ]
}

function sortItems(editor: ReportEditor, key: string, { t, edited }: Given): Items[number] {
  const choices = [
    ['asc', 'ascending'],
    ['desc', 'descending'],
    [undefined, 'unsorted'],
  ] as const
  return {
    key: 'sort',
    label: t('sort'),
    children: choices.map(([dir, word]) => ({
      key: `sort ${word}`,
      label: t(word),
      onClick: () => editor.edit(sortBy(editor.report, key, dir), edited),
    })),
  }
}

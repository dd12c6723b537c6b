import { say, type LocalizedText } from '@mortise/errors'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { patched } from '../report/commands.ts'
import { useWorkbench } from '../workbench/context.tsx'
import {
  addFilter,
  aimFilter,
  type BoardFilter,
  editFilter,
  filterPaths,
  type FilterType,
  removeFilter,
} from './commands.ts'
import { PeriodBox } from './filter-bar.tsx'
import { messages } from './messages.ts'
import type { BoardEditor } from './use-board.ts'

type TypeWord = 'addDate' | 'addUser' | 'addChoice'

const types: readonly (readonly [FilterType, TypeWord, string])[] = [
  ['dateRange', 'addDate', 'calendar-range'],
  ['user', 'addUser', 'user'],
  ['select', 'addChoice', 'list-checks'],
]

/** The filters of a dashboard: what they are called, where they begin, and which field of each tile they narrow. */
export function FilterEditor({ editor }: { readonly editor: BoardEditor }): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { board, reports } = editor
  const add = (type: FilterType, word: TypeWord): void => {
    const label: LocalizedText = messages[word]
    editor.edit(addFilter(board, type, { label, model, reports }), t('added', { name: t(word) }))
  }
  return (
    <section className="b-filter-editor">
      <h3 className="r-panel-head">{t('filters')}</h3>
      <p className="m-faint">{t('filtersNote')}</p>
      {(board.filters ?? []).map((filter) => (
        <OneFilter key={filter.key} filter={filter} editor={editor} />
      ))}
      <div className="d-pair">
        {types.map(([type, word, icon]) => (
          <Button
            key={type}
            size="small"
            type="dashed"
            icon={<Icon name={icon} size={14} />}
            onClick={() => add(type, word)}
          >
            {t(word)}
          </Button>
        ))}
      </div>
    </section>
  )
}

function OneFilter({
  filter,
  editor,
}: {
  readonly filter: BoardFilter
  readonly editor: BoardEditor
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { board } = editor
  const name = say(filter.label, locale) || filter.key
  const change = (next: (from: BoardFilter) => BoardFilter, merge?: string): void =>
    editor.edit(editFilter(board, filter.key, next), t('edited', { name }), merge)
  const rename = (text: string): void =>
    change((from) => {
      const label = from.label
      return { ...from, label: typeof label === 'object' ? { ...label, [locale]: text } : text }
    }, `filter ${filter.key}`)
  const begin = (value: string | null): void =>
    change((from) => patched<BoardFilter>(from, { default: value ?? undefined }))
  return (
    <div className="b-filter-card">
      <div className="d-pair">
        <Input aria-label={t('filterName')} value={name} onChange={(event) => rename(event.target.value)} />
        <IconButton
          icon="x"
          size={14}
          label={t('removed', { name })}
          onClick={() => editor.edit(removeFilter(board, filter.key), t('removed', { name }))}
        />
      </div>
      {filter.type === 'dateRange' ? (
        <div className="b-line">
          <span>{t('default')}</span>
          <PeriodBox value={filter.default ?? null} label={t('default')} onChange={begin} />
        </div>
      ) : null}
      <h4>{t('targets')}</h4>
      {board.widgets.map((tile) => {
        const report = editor.reportOf(tile)
        const paths = filterPaths(filter.type, model.entity(report?.source.entity ?? ''), { model, locale })
        const path = filter.targets.find(({ widget }) => widget === tile.id)?.path
        return (
          <div key={tile.id} className="b-line">
            <span className="m-clip">{editor.nameOf(tile)}</span>
            <Select<string>
              aria-label={editor.nameOf(tile)}
              size="small"
              value={path ?? ''}
              popupMatchSelectWidth={false}
              options={[{ value: '', label: t('notThis') }, ...paths]}
              onChange={(next) => change((from) => aimFilter(from, tile.id, next === '' ? undefined : next))}
            />
          </div>
        )
      })}
    </div>
  )
}

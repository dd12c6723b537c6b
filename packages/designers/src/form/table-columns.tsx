import { say } from '@mortise/errors'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import { columnsLeft, columnsOf, showColumn, type Table } from './subtable.ts'

/** The columns of a sub-table in order, and the fields of its rows that are none. */
export function TableColumns({
  editor,
  table,
}: {
  readonly editor: FormEditor
  readonly table: Table
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const columns = columnsOf(table)
  const left = columnsLeft(table)
  const list = `${table.pointer}/columns`
  const fieldOf = (key: string) => table.child.fields.find((one) => one.key === key)
  const nameOf = (key: string): string => say(fieldOf(key)?.label, locale) || key
  return (
    <div className="m-stack">
      <ul className="d-column-list">
        {columns.map(({ field }, at) => (
          <li key={field}>
            <Icon name={kit.fields.find(fieldOf(field)?.type ?? '')?.icon ?? 'square'} size={14} />
            <button type="button" className="m-clip" onClick={() => editor.select(`${list}/${at}`)}>
              {nameOf(field)}
            </button>
            <IconButton
              icon="arrow-up"
              label={t('columnUp', { name: nameOf(field) })}
              size={14}
              disabled={at === 0}
              onClick={() => editor.step(`${list}/${at}`, -1)}
            />
            <IconButton
              icon="x"
              label={t('remove', { name: nameOf(field) })}
              size={14}
              disabled={columns.length < 2}
              onClick={() => editor.remove([`${list}/${at}`])}
            />
          </li>
        ))}
      </ul>
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() =>
          editor.drop({ add: 'field', type: 'text' }, { list, index: columns.length, mode: 'after' })
        }
      >
        {t('addColumn')}
      </Button>
      {left.length === 0 ? null : (
        <>
          <h3 className="d-panel-heading">{t('columnsLeft')}</h3>
          <ul className="d-column-list">
            {left.map(({ key }) => (
              <li key={key}>
                <Icon name={kit.fields.find(fieldOf(key)?.type ?? '')?.icon ?? 'square'} size={14} />
                <span className="m-clip">{nameOf(key)}</span>
                <IconButton
                  icon="plus"
                  label={t('add', { name: nameOf(key) })}
                  size={14}
                  onClick={() => {
                    const { pointer, ...edit } = showColumn(editor.draft.present, table.pointer, key)
                    editor.draft.commit(edit, t('add', { name: nameOf(key) }))
                    editor.select(pointer)
                  }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="m-faint d-panel-note">{t('columnsNote')}</p>
    </div>
  )
}

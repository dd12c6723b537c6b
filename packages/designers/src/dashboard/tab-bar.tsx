import { say } from '@mortise/errors'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { retold, written } from '../kit/label-text.ts'
import { messages } from './messages.ts'
import { addTab, removeTab, renameTab } from './tabs.ts'
import type { BoardEditor } from './use-board.ts'

/** The pages of the dashboard above its tiles: shown, named, added and taken away here. */
export function TabBar({ editor }: { readonly editor: BoardEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { board, tab, showTab, edit } = editor
  const tabs = board.tabs ?? []
  const add = (): void => {
    const made = addTab(board, (n) => ({ zh: `页签 ${n}`, en: `Page ${n}` }))
    edit(made.board, t('added', { name: t('tab') }))
    showTab(made.id)
  }
  return (
    <div className="b-tabs" role="group" aria-label={t('tabs')} onBlur={editor.draft.seal}>
      {tabs.map(({ id, label }) => {
        const name = say(label, locale) || id
        if (id !== tab)
          return (
            <button key={id} type="button" className="b-tab" onClick={() => showTab(id)}>
              {name}
            </button>
          )
        return (
          <span key={id} className="b-tab" aria-current="page">
            <Input
              aria-label={t('tabName')}
              variant="borderless"
              value={written(label, locale)}
              placeholder={id}
              style={{ width: `${Math.max(4, name.length) + 3}em` }}
              onChange={({ target: { value } }) => {
                const next = retold(label, value, locale)
                edit(renameTab(board, id, next), t('edited', { name: t('tab') }), `tab ${id}`)
              }}
            />
            <IconButton
              icon="x"
              size={14}
              label={t('removed', { name })}
              onClick={() => edit(removeTab(board, id), t('removed', { name }))}
            />
          </span>
        )
      })}
      <button type="button" className="b-tab" onClick={add}>
        <Icon name="plus" size={14} />
        {t('addTab')}
      </button>
    </div>
  )
}

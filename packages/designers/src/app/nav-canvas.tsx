import type { NavigationItem } from '@mortise/schema'
import { AppMark, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { say } from '@mortise/errors'
import { type ReactNode, useEffect, useRef } from 'react'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { appMessages } from './app-messages.ts'
import { navWords } from './nav-words.ts'
import { fits, itemAt } from './navigation.ts'
import type { NavEditor, NavPayload } from './use-nav-editor.ts'

/** The navigation as people will see it, to be laid out. */
export function NavCanvas({ editor }: { readonly editor: NavEditor }): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { ref, indicator } = useDropContainer<NavPayload>(['nav-palette', 'nav-item'], {
    onDrop: (payload, { list, index }) => editor.drop(payload, { list: list.replace(/^top/, ''), index }),
    canDrop: (payload, { list }) => {
      const item = 'move' in payload ? itemAt(editor.items, payload.move) : payload.add
      const target = list.replace(/^top/, '')
      return item !== undefined && fits(item, target) && !('move' in payload && payload.move === target)
    },
  })
  const { app, items } = editor
  return (
    <div className="d-canvas-scroll" onClick={() => editor.select(undefined)}>
      {editor.isDefault ? <p className="d-nav-note">{t('isDefault')}</p> : null}
      <div className="d-nav-paper" ref={ref}>
        <div className="d-nav-head">
          <AppMark icon={app.icon} color={app.color} size={28} />
          <b className="m-clip">{say(app.label, locale) || app.key}</b>
        </div>
        <NavList list="" items={items} editor={editor} empty={t('empty')} />
        {indicator}
      </div>
    </div>
  )
}

type ListProps = {
  readonly list: string
  readonly items: readonly NavigationItem[]
  readonly editor: NavEditor
  readonly empty: string
}

function NavList({ list, items, editor, empty }: ListProps): ReactNode {
  return (
    <div className="d-nav-list" data-list={list === '' ? 'top' : list} data-flow="column">
      {items.length === 0 ? <p className="d-nodes-empty">{empty}</p> : null}
      {items.map((item, index) => (
        <NavEntry key={index} item={item} pointer={`${list}/${index}`} index={index} editor={editor} />
      ))}
    </div>
  )
}

function NavEntry({
  item,
  pointer,
  index,
  editor,
}: {
  readonly item: NavigationItem
  readonly pointer: string
  readonly index: number
  readonly editor: NavEditor
}): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { ref, dragging } = useDragSource<NavPayload>('nav-item', { move: pointer })
  const element = useRef<HTMLDivElement | null>(null)
  const selected = editor.selected === pointer
  const { icon, missing } = navWords(item, model, locale)
  const name = editor.nameOf(item)
  useEffect(() => {
    const isBusy = document.activeElement?.closest('.d-panel, .d-palette, .ant-modal') ?? null
    if (selected && isBusy === null) element.current?.focus({ preventScroll: false })
  }, [selected])
  return (
    <div
      ref={(one) => {
        element.current = one
        ref(one)
      }}
      className="d-nav-entry"
      data-index={index}
      data-selected={selected}
      data-lifted={editor.lifted === pointer}
      data-dragging={dragging}
      role="group"
      aria-label={t('select', { name })}
      aria-current={selected}
      tabIndex={selected || (editor.selected === undefined && pointer === '/0') ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        editor.select(pointer)
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !selected) editor.select(pointer)
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleKey(editor.keys(pointer), event)
      }}
    >
      <div className="d-nav-line" data-group={item.items !== undefined}>
        <Icon
          name={item.items === undefined ? icon : 'chevron-down'}
          size={item.items === undefined ? 16 : 12}
        />
        <span className="m-clip">{name}</span>
        {missing ? <span className="m-error">{t('gone')}</span> : null}
        {(item.roles ?? []).length > 0 ? (
          <span className="m-faint" title={t('onlyFor')}>
            <Icon name="user-check" size={14} />
          </span>
        ) : null}
        <IconButton
          icon="x"
          size={14}
          label={`${t('remove')} ${name}`}
          onClick={() => editor.remove(pointer)}
        />
      </div>
      {item.items === undefined ? null : (
        <NavList list={pointer} items={item.items} editor={editor} empty={t('emptyGroup')} />
      )}
    </div>
  )
}

import { say } from '@mortise/errors'
import type { NavigationItem } from '@mortise/schema'
import { AppMark, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDropContainer } from '../kit/dnd.tsx'
import { ListItem } from '../kit/list-item.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { appMessages } from './app-messages.ts'
import { navWords } from './nav-words.ts'
import type { NavEditor, NavPayload } from './use-nav-editor.ts'

/** The list at the top has no name of its own. */
const listOf = (list: string): string => list.replace(/^top/, '')

/** The navigation as people will see it, to be laid out. */
export function NavCanvas({ editor }: { readonly editor: NavEditor }): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { ref, indicator } = useDropContainer<NavPayload>(['nav-palette', 'nav-item'], {
    onDrop: (payload, { list, index }) => editor.drop(payload, { list: listOf(list), index }),
    canDrop: (payload, { list }) => editor.fits(payload, listOf(list)),
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
        <NavEntry key={index} item={item} pointer={`${list}/${index}`} editor={editor} />
      ))}
    </div>
  )
}

function NavEntry({
  item,
  pointer,
  editor,
}: {
  readonly item: NavigationItem
  readonly pointer: string
  readonly editor: NavEditor
}): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { icon, missing } = navWords(item, model, locale)
  const name = editor.nameOf(item)
  return (
    <ListItem
      className="d-nav-entry"
      kind="nav-item"
      pointer={pointer}
      label={t('select', { name })}
      first={pointer === '/0'}
      editor={editor}
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
    </ListItem>
  )
}

import { say } from '@mortise/errors'
import type { PageBlock } from '@mortise/schema'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDropContainer } from '../kit/dnd.tsx'
import { freshId } from '../kit/keys.ts'
import { ListItem } from '../kit/list-item.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { addTab, blocksOf, moveTab, removeTab } from './commands.ts'
import { messages } from './messages.ts'
import type { PageEditor, PagePayload } from './use-page-editor.ts'

/** The page as it will stand: head, tabs with their blocks, and the side. */
export function PageCanvas({ editor }: { readonly editor: PageEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { page, tab } = editor
  const { ref, indicator } = useDropContainer<PagePayload>(['page-palette', 'page-block'], {
    onDrop: (payload, { list, index }) => editor.drop(payload, { list, index }),
    canDrop: (payload, { list }) => editor.fits(payload, list),
  })
  const entity = model.entity(page.entity)
  const figures = (page.highlights ?? []).map((key) => say(entity?.field(key)?.document.label, locale) || key)
  return (
    <div className="d-canvas-scroll" onClick={() => editor.select(undefined)}>
      <div className="d-paper d-page" ref={ref}>
        <header className="d-page-head">
          <span className="m-record-icon">
            <Icon name={entity?.document.icon} size={20} />
          </span>
          <span>
            <small>{say(entity?.document.label, locale)}</small>
            <b>{t('headHint')}</b>
          </span>
          {figures.map((one) => (
            <span key={one} className="d-page-figure">
              {one}
            </span>
          ))}
          {page.stages === false ? null : <span className="d-page-stages">{t('stages')}</span>}
        </header>
        <div className="d-page-body">
          <section aria-label={t('main')}>
            <PageTabStrip editor={editor} />
            <BlockListView list={`tab/${tab}`} editor={editor} />
          </section>
          <section aria-label={t('side')}>
            <h3>{t('side')}</h3>
            <BlockListView list="side" editor={editor} />
          </section>
        </div>
        {indicator}
      </div>
    </div>
  )
}

function PageTabStrip({ editor }: { readonly editor: PageEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { page, tab } = editor
  const add = (): void => {
    editor.change(addTab(page, { id: freshId('t'), label: t('addTab'), blocks: [] }), t('addTab'))
    editor.openTab(page.tabs.length)
  }
  return (
    <div className="d-page-tabs">
      {page.tabs.map((one, index) => (
        <button
          key={one.id ?? index}
          type="button"
          aria-pressed={index === tab}
          onClick={(event) => {
            event.stopPropagation()
            editor.openTab(index)
          }}
        >
          {say(one.label, locale) || t('tab')}
        </button>
      ))}
      <IconButton icon="plus" size={14} label={t('addTab')} onClick={add} />
      <span className="m-spring" />
      <IconButton
        icon="chevron-left"
        size={14}
        label={t('tabLeft')}
        disabled={tab === 0}
        onClick={() => {
          editor.change(moveTab(page, tab, -1), t('tabLeft'))
          editor.openTab(tab - 1)
        }}
      />
      <IconButton
        icon="chevron-right"
        size={14}
        label={t('tabRight')}
        disabled={tab >= page.tabs.length - 1}
        onClick={() => {
          editor.change(moveTab(page, tab, 1), t('tabRight'))
          editor.openTab(tab + 1)
        }}
      />
      <IconButton
        icon="trash-2"
        size={14}
        label={t('tabRemove')}
        disabled={page.tabs.length < 2}
        onClick={() => {
          editor.change(removeTab(page, tab), t('tabRemove'))
          editor.openTab(Math.max(0, tab - 1))
        }}
      />
    </div>
  )
}

function BlockListView({ list, editor }: { readonly list: string; readonly editor: PageEditor }): ReactNode {
  const t = useT(messages)
  const blocks = blocksOf(editor.page, list)
  return (
    <div className="d-page-list" data-list={list} data-flow="column">
      {blocks.length === 0 ? <p className="d-nodes-empty">{t('empty')}</p> : null}
      {blocks.map((block, index) => (
        <BlockCard
          key={block.id ?? index}
          block={block}
          pointer={`${list}/${index}`}
          first={index === 0}
          editor={editor}
        />
      ))}
    </div>
  )
}

function BlockCard({
  block,
  pointer,
  first,
  editor,
}: {
  readonly block: PageBlock
  readonly pointer: string
  readonly first: boolean
  readonly editor: PageEditor
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const type = editor.typeOf(block)
  const name = editor.nameOf(block)
  return (
    <ListItem
      className="d-page-block"
      kind="page-block"
      pointer={pointer}
      label={t('select', { name })}
      first={first}
      editor={editor}
      type={block.type}
    >
      <Icon name={type?.icon ?? 'square'} size={16} />
      <span>
        <b className="m-clip">{name}</b>
        <small>{say(type?.description, locale)}</small>
      </span>
      <IconButton icon="x" size={14} label={t('remove', { name })} onClick={() => editor.remove(pointer)} />
    </ListItem>
  )
}

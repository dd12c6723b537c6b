import { Icon, IconButton, Link, SegmentedControl, useT } from '@mortise/ui'
import { paths } from '@mortise/views'
import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { BpmnMenu } from './bpmn-menu.tsx'
import type { Wrong } from './canvas-context.tsx'
import { messages } from './messages.ts'
import { messages as trialMessages } from './trial/messages.ts'
import type { FlowEditor } from './use-flow-editor.ts'
import { OpenRuns } from './versions/open-runs.tsx'

/** Sizes of the canvas. */
export const zooms: readonly number[] = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5]

/** The two pictures of a flow: cards from top to bottom, or a graph that is drawn freely. */
export const views = ['cards', 'canvas'] as const

export type FlowView = (typeof views)[number]

/** The bar above the canvas: what is wrong, who approves, folding, size. */
export function FlowBar({
  editor,
  wrong,
  zoom,
  onZoom,
  previewing,
  onPreview,
  trying,
  onTry,
  allFolded,
  onFoldAll,
  view,
  onView,
}: {
  readonly editor: FlowEditor
  readonly wrong: Wrong
  readonly zoom: number
  readonly onZoom: (zoom: number) => void
  readonly previewing: boolean
  readonly onPreview: () => void
  readonly trying: boolean
  readonly onTry: () => void
  readonly allFolded: boolean
  readonly onFoldAll: () => void
  readonly view: FlowView
  readonly onView: (view: FlowView) => void
}): ReactNode {
  const t = useT(messages)
  const trialWords = useT(trialMessages)
  const step = (by: 1 | -1): void => {
    const at = zooms.indexOf(zoom)
    onZoom(zooms[Math.min(zooms.length - 1, Math.max(0, at + by))] ?? 1)
  }
  return (
    <div className="f-bar">
      <WrongList editor={editor} wrong={wrong} />
      <SegmentedControl
        label={t('view')}
        value={view}
        options={views.map((one) => ({ value: one, label: t(one === 'cards' ? 'viewCards' : 'viewCanvas') }))}
        onChange={onView}
      />
      <span className="m-spring" />
      <button type="button" className="f-bar-button" aria-pressed={previewing} onClick={onPreview}>
        <Icon name="users" />
        {t('who')}
      </button>
      <button type="button" className="f-bar-button" aria-pressed={trying} onClick={onTry}>
        <Icon name="circle-play" />
        {trialWords('trial')}
      </button>
      <OpenRuns flow={editor.flow.key} />
      <Link href={paths.efficiency(editor.flow.key)} className="f-bar-button">
        <Icon name="gauge" />
        {t('efficiency')}
      </Link>
      <BpmnMenu editor={editor} />
      {view === 'canvas' ? null : (
        <span className="f-zoom" role="group" aria-label={t('zoom')}>
          <IconButton
            icon={allFolded ? 'chevron-right' : 'chevron-down'}
            label={t(allFolded ? 'expandAll' : 'collapseAll')}
            onClick={onFoldAll}
          />
          <IconButton
            icon="minus"
            label={t('zoomOut')}
            disabled={zoom === zooms[0]}
            onClick={() => step(-1)}
          />
          <button type="button" className="m-num" title={t('zoomReset')} onClick={() => onZoom(1)}>
            {Math.round(zoom * 100)}%
          </button>
          <IconButton
            icon="plus"
            label={t('zoomIn')}
            disabled={zoom === zooms.at(-1)}
            onClick={() => step(1)}
          />
        </span>
      )}
    </div>
  )
}

function WrongList({ editor, wrong }: { readonly editor: FlowEditor; readonly wrong: Wrong }): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const all = [...wrong].flatMap(([id, texts]) => texts.map((text) => ({ id, text })))
  if (all.length === 0) {
    return (
      <span className="f-fine">
        <Icon name="circle-check" size={14} />
        {t('noProblems')}
      </span>
    )
  }
  const go = (id: string): void => {
    const isNode = editor.flow.nodes.some((node) => node.id === id)
    editor.select(id === '' ? undefined : isNode ? { node: id } : { edge: id })
    document
      .querySelector(`[data-walk="${CSS.escape(id)}"]`)
      ?.scrollIntoView({ block: 'center', inline: 'center' })
    setOpen(false)
  }
  const nameOf = (id: string): string =>
    id === ''
      ? t('flow')
      : editor.flow.nodes.some((node) => node.id === id)
        ? editor.nameOf(id)
        : editor.branchNameOf(id)
  const list = (
    <ul className="f-wrong-list">
      {all.map(({ id, text }, at) => (
        <li key={at}>
          <button type="button" onClick={() => go(id)}>
            <b>{nameOf(id)}</b>
            <span>{text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" content={list}>
      <button type="button" className="f-bar-button f-bar-wrong">
        <Icon name="triangle-alert" size={14} />
        {t('problems', { n: all.length })}
      </button>
    </Popover>
  )
}

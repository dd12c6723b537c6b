import { say } from '@mortise/errors'
import { Icon, useLocale, useNarrow, useT } from '@mortise/ui'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { DesignOrJson } from '../kit/design-or-json.tsx'
import { useDropContainer } from '../kit/dnd.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import '../styles/report.css'
import { fieldDrag, FieldTree } from './field-tree.tsx'
import { AddToBoard } from './add-to-board.tsx'
import { DataDialog } from './data-dialog.tsx'
import { FilterDialog } from './filter-dialog.tsx'
import { GroupDialog } from './group-dialog.tsx'
import { slotList } from './kind-shelves.tsx'
import { RelatedDialog } from './related-dialog.tsx'
import { LiveResult } from './live-result.tsx'
import { messages } from './messages.ts'
import { usePreview } from './use-preview.ts'
import { ReportPanel } from './report-panel.tsx'
import { pillDrag, Shelves } from './shelves.tsx'
import type { Shelf } from './commands.ts'
import {
  type Asking,
  type ReportDraft,
  type ReportEditor,
  type ReportPayload,
  useReportEditor,
} from './use-report-editor.ts'
import { ValueGroupsDialog } from './value-groups-dialog.tsx'

/** Designs a report: fields are dragged to shelves, and its numbers follow. */
export function ReportPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ report: ['report', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as ReportDraft} />
}

function Designer({ draft }: { readonly draft: ReportDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const editor = useReportEditor(draft)
  const { report, source, asking } = editor
  return (
    <DesignOrJson
      name={say(report.label, locale) || report.key}
      what={say(source.entity?.document.label, locale)}
      steps={draft}
      tab={t('report')}
      document={{
        kind: 'report',
        file: `reports/${report.key}.json`,
        value: report,
        onChange: (next) =>
          draft.commit({ report: next as typeof report }, t('edited', { name: kt('json') })),
      }}
      extra={<AddToBoard report={report} />}
      beside={asking === undefined ? null : <Dialog editor={editor} asking={asking} />}
    >
      <Work editor={editor} />
    </DesignOrJson>
  )
}

/** The dialog for what is being asked. */
function Dialog({ editor, asking }: { readonly editor: ReportEditor; readonly asking: Asking }): ReactNode {
  if (asking.about === 'field') return <FilterDialog editor={editor} asking={asking} />
  if (asking.about === 'group') return <GroupDialog editor={editor} asking={asking} />
  if (asking.about === 'related') return <RelatedDialog editor={editor} asking={asking} />
  if (asking.about === 'values') return <ValueGroupsDialog editor={editor} asking={asking} />
  return <DataDialog editor={editor} asking={asking} />
}

const drags = [fieldDrag, pillDrag] as const

const slotPrefix = slotList('')

function Work({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const narrow = useNarrow()
  const [side, setSide] = useState<'fields' | 'panel'>()
  const { ref, place, indicator } = useDropContainer<ReportPayload>(drags, {
    onDrop: (payload, { list, index }) => {
      if (list.startsWith(slotPrefix))
        return 'path' in payload ? editor.fillSlot(list.slice(slotPrefix.length), payload) : undefined
      if (list !== 'chart') return editor.drop(payload, { shelf: list as Shelf, index })
      if ('path' in payload) editor.add(payload)
    },
    canDrop: (payload, { list }) => (list !== 'chart' && !list.startsWith(slotPrefix)) || 'path' in payload,
  })
  const overChart = place?.list === 'chart'
  const preview = usePreview(editor, place)
  return (
    <>
      {narrow ? null : <FieldTree editor={editor} />}
      <main className="d-canvas r-work" aria-label={kt('canvas')} ref={ref}>
        {narrow ? (
          <div className="r-phone-bar">
            <Button icon={<Icon name="plus" size={14} />} onClick={() => setSide('fields')}>
              {t('fields')}
            </Button>
            <Button icon={<Icon name="sliders-horizontal" size={14} />} onClick={() => setSide('panel')}>
              {t('panel')}
            </Button>
          </div>
        ) : null}
        <Shelves editor={editor} />
        <LiveResult editor={preview ?? editor} over={overChart} preview={preview !== undefined} />
        {overChart ? null : indicator}
      </main>
      {narrow ? (
        <Drawer
          open={side === 'fields'}
          onClose={() => setSide(undefined)}
          placement="bottom"
          size="80%"
          title={t('fields')}
        >
          <FieldTree editor={editor} />
        </Drawer>
      ) : null}
      <SidePanel open={side === 'panel'} onClose={() => setSide(undefined)}>
        <ReportPanel editor={editor} />
      </SidePanel>
    </>
  )
}

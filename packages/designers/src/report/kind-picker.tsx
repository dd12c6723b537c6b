import type { ReportKind } from '@mortise/reports'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Popover } from 'antd'
import { type ReactNode, useState } from 'react'
import { ChartPicture } from './chart-picture.tsx'
import { messages } from './messages.ts'
import { kindOf, withKind } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** The kind of a report with its picture; a click shows every kind there is, with the question that it answers. */
export function KindPicker({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const { all } = editor.source.kit.reportKinds
  const current = kindOf(editor)
  const name = current?.label[locale] ?? editor.report.kind ?? ''
  const choose = (kind: ReportKind): void => {
    setOpen(false)
    if (kind === current) return
    editor.select(undefined)
    editor.edit(withKind(editor, kind, all), t('kindChanged', { name: kind.label[locale] }))
  }
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="r-kinds" role="group" aria-label={t('kind')}>
          {all.map((kind) => (
            <button
              key={kind.type}
              type="button"
              className="r-kind-card"
              aria-pressed={kind === current}
              onClick={() => choose(kind)}
            >
              <ChartPicture chart={pictured(kind)} large />
              <span>
                <b>{kind.label[locale]}</b>
                {kind.note === undefined ? null : <small>{kind.note[locale]}</small>}
              </span>
            </button>
          ))}
        </div>
      }
    >
      <button type="button" className="r-kind-now" aria-expanded={open} aria-label={`${t('kind')} ${name}`}>
        {current === undefined ? null : <ChartPicture chart={pictured(current)} large={false} />}
        <span>{name}</span>
        <Icon name="chevron-down" size={14} />
      </button>
    </Popover>
  )
}

function pictured({ picture }: ReportKind): Parameters<typeof ChartPicture>[0]['chart'] {
  return { icon: 'chart-column', ...(picture === undefined ? {} : { picture }) }
}

import type { Expression, Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { filterTerms } from './commands.ts'
import { messages } from './messages.ts'
import type { FilterAsk, ReportEditor } from './use-report-editor.ts'

/** Writes one condition of the filter; nothing changes until it is done. */
export function FilterDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: FilterAsk
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const [value, setValue] = useState<Expression | null>(() =>
    asking.at === undefined ? null : (filterTerms(report.filter)[asking.at] ?? null),
  )
  const close = (): void => editor.ask(undefined)
  const done = (): void => {
    if (value !== null || asking.at !== undefined) editor.writeFilter(asking.at, value)
    close()
  }
  return (
    <Modal
      open
      title={t('filterTitle')}
      width={720}
      okText={t('done')}
      cancelText={t('cancel')}
      onOk={done}
      onCancel={close}
    >
      <ConditionBuilder
        value={value}
        onChange={(next: Json) => setValue(next)}
        entity={report.source.entity}
        scope={source.entity?.scope}
        {...(asking.path === undefined ? {} : { begin: asking.path })}
      />
    </Modal>
  )
}

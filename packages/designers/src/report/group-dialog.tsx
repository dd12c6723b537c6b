import { useT } from '@mortise/ui'
import { InputNumber, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { filterTerms } from './commands.ts'
import {
  type GroupOperator,
  groupOperators,
  groupOperatorWord,
  type GroupTerm,
  readGroupTerm,
  writeGroupTerm,
} from './groups-condition.ts'
import { messages } from './messages.ts'
import type { Asking, ReportEditor } from './use-report-editor.ts'

/** Asks for a value of the groups: only those that reach it are shown. */
export function GroupDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: Extract<Asking, { about: 'group' }>
}): ReactNode {
  const t = useT(messages)
  const { report } = editor
  const measures = (report.measures ?? []).filter(({ hidden }) => hidden !== true)
  const [term, setTerm] = useState<GroupTerm>(() => {
    const known =
      asking.at === undefined ? undefined : readGroupTerm(report, filterTerms(report.having)[asking.at])
    return known ?? { measure: asking.measure ?? measures[0]?.key ?? '', operator: '>=', value: 0 }
  })
  const close = (): void => editor.ask(undefined)
  const done = (): void => {
    editor.edit(writeGroupTerm(report, asking.at, term), t('filtered'))
    close()
  }
  return (
    <Modal
      open
      title={t('groupTitle')}
      width={560}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: term.measure === '' }}
      onOk={done}
      onCancel={close}
    >
      <div className="r-group-term">
        <Select<string>
          aria-label={t('measure')}
          value={term.measure}
          options={measures.map((one) => ({ value: one.key, label: editor.nameOf(one) }))}
          onChange={(measure) => setTerm({ ...term, measure })}
        />
        <Select<GroupOperator>
          aria-label={t('operator')}
          value={term.operator}
          options={groupOperators.map((one) => ({ value: one, label: t(groupOperatorWord[one]) }))}
          onChange={(operator) =>
            setTerm({ ...term, operator, ...(operator === 'first' && term.value < 1 ? { value: 10 } : {}) })
          }
        />
        <InputNumber
          aria-label={t('number')}
          value={term.value}
          onChange={(value) => setTerm({ ...term, value: value ?? 0 })}
        />
      </div>
    </Modal>
  )
}

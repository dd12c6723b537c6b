import type { Expression, Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { filterTerms } from './commands.ts'
import { nameAt } from './fields.ts'
import { messages } from './messages.ts'
import { OptionPick, optionsAt, pickedCondition } from './option-pick.tsx'
import type { Asking, ReportEditor } from './use-report-editor.ts'

/** Writes one condition of the filter; nothing changes until it is done. */
export function FilterDialog({
  editor,
  asking,
}: {
  readonly editor: ReportEditor
  readonly asking: Extract<Asking, { about: 'field' }>
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const [value, setValue] = useState<Expression | null>(() =>
    asking.at === undefined ? null : (filterTerms(report.filter)[asking.at] ?? null),
  )
  const path = asking.at === undefined ? asking.path : undefined
  const picking = path !== undefined && optionsAt(source, path).length > 0
  const [picked, setPicked] = useState<readonly string[]>([])
  const [byHand, setByHand] = useState(false)
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
      {picking && !byHand ? (
        <>
          <h4 className="r-pick-head">{t('pickOnly', { name: nameAt(source, path) })}</h4>
          <OptionPick
            source={source}
            path={path}
            value={picked}
            onChange={(next) => {
              setPicked(next)
              setValue(pickedCondition(path, next))
            }}
          />
          <Button size="small" type="text" onClick={() => setByHand(true)}>
            {t('otherCondition')}
          </Button>
        </>
      ) : (
        <ConditionBuilder
          value={value}
          onChange={(next: Json) => setValue(next)}
          entity={report.source.report === undefined ? report.source.entity : undefined}
          scope={source.entity?.scope}
          {...(asking.path === undefined ? {} : { begin: asking.path })}
        />
      )}
    </Modal>
  )
}

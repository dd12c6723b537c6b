import type { Expression, Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './editors/messages.ts'

/** A condition about the records of an entity: in words where it stands, built in a dialog with room for it. */
export function ConditionCell({
  value,
  onChange,
  home,
  label,
  empty,
  previous = false,
}: {
  readonly value: Expression | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly home: string | undefined
  /** What it decides; read aloud, and the head of the dialog. */
  readonly label: string
  /** What it says while there is none. */
  readonly empty: string
  readonly previous?: boolean
}): ReactNode {
  const t = useT(messages)
  const words = useConditionWords()
  const { model } = useWorkbench()
  const [open, setOpen] = useState(false)
  // A condition that never holds is what a new line begins with: nothing was said yet.
  const isEmpty = value === undefined || value === false || value === null
  const shown = isEmpty ? empty : words(value, home)
  return (
    <>
      <button
        type="button"
        className="d-condition-button"
        data-empty={isEmpty}
        // What is seen is part of what is read aloud: who speaks to the screen says what stands there.
        aria-label={`${label}: ${shown}`}
        onClick={() => setOpen(true)}
      >
        {shown}
      </button>
      <Modal
        open={open}
        title={label}
        width={720}
        destroyOnHidden
        okText={t('done')}
        onOk={() => setOpen(false)}
        onCancel={() => setOpen(false)}
        footer={(_, { OkBtn }) => (
          <span className="d-dialog-foot">
            <Button onClick={() => onChange(undefined)}>{t('clearCondition')}</Button>
            <OkBtn />
          </span>
        )}
      >
        <ConditionBuilder
          value={isEmpty || value === true ? null : value}
          onChange={(next) => onChange(next ?? undefined)}
          entity={home}
          scope={model.entity(home ?? '')?.scope}
          previous={previous}
        />
      </Modal>
    </>
  )
}

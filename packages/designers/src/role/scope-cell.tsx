import type { Expression, Json } from '@mortise/expressions'
import type { EntityModel, GrantDocument } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { type ScopeName, scopeOf, scopes } from './commands.ts'
import { messages } from './messages.ts'

type CellProps = {
  readonly name: string
  readonly entity: EntityModel
  readonly grant: GrantDocument | undefined
  /** Said where nothing is given, such as "as for changing"; without it nothing given is "no". */
  readonly standard?: string
  readonly onChange: (grant: GrantDocument | undefined) => void
}

/** How far one act reaches: a scope from the list, or a condition built from the entity's fields. */
export function ScopeCell({ name, entity, grant, standard, onChange }: CellProps): ReactNode {
  const t = useT(messages)
  const [asking, setAsking] = useState(false)
  const scope: ScopeName | '' = standard !== undefined && grant === undefined ? '' : scopeOf(grant)
  const named = [...scopes, 'condition' as const].map((one) => ({ value: one, label: t(one) }))
  const options = standard === undefined ? named : [{ value: '' as const, label: standard }, ...named]
  return (
    <td data-scope={scope === '' ? 'none' : scope}>
      <span className="d-scope">
        <Select<ScopeName | ''>
          size="small"
          variant="borderless"
          aria-label={name}
          value={scope}
          popupMatchSelectWidth={false}
          options={options}
          onChange={(next) => {
            if (next === 'condition') setAsking(true)
            else onChange(next === '' ? undefined : grantOf(next))
          }}
        />
        {scope === 'condition' ? (
          <IconButton
            icon="pencil"
            size={13}
            label={t('editCondition', { name })}
            onClick={() => setAsking(true)}
          />
        ) : null}
      </span>
      {asking ? (
        <ConditionDialog
          title={name}
          entity={entity}
          value={typeof grant === 'object' && grant.scope === 'condition' ? grant.condition : null}
          onClose={() => setAsking(false)}
          onDone={(condition) => onChange({ scope: 'condition', condition })}
        />
      ) : null}
    </td>
  )
}

function grantOf(scope: Exclude<ScopeName, 'condition'>): GrantDocument {
  if (scope === 'none') return false
  return scope === 'all' ? true : { scope }
}

function ConditionDialog({
  title,
  entity,
  value,
  onClose,
  onDone,
}: {
  readonly title: string
  readonly entity: EntityModel
  readonly value: Expression | null
  readonly onClose: () => void
  readonly onDone: (condition: Expression) => void
}): ReactNode {
  const t = useT(messages)
  const [draft, setDraft] = useState<Expression | null>(value)
  return (
    <Modal
      open
      title={t('conditionTitle', { name: title })}
      width={720}
      okText={t('done')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: draft === null }}
      onOk={() => {
        if (draft !== null) onDone(draft)
        onClose()
      }}
      onCancel={onClose}
    >
      <p className="m-faint">{t('conditionNote')}</p>
      <ConditionBuilder
        value={draft}
        onChange={(next: Json) => setDraft(next)}
        entity={entity.key}
        scope={entity.scope}
      />
    </Modal>
  )
}

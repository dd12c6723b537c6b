import { say } from '@mortise/errors'
import { type FieldDocument, optionsOf } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Button, Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import { RenameDialog } from '../kit/rename-dialog.tsx'
import { messages } from './messages.ts'

/** Options are named in conditions and stored in records: another key of one sees to all of that. */
export function OptionKeys({
  entity,
  field,
}: {
  readonly entity: string
  readonly field: FieldDocument
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [open, setOpen] = useState<string>()
  const options = optionsOf(field)
  const chosen = options.find(({ value }) => value === open)
  if (options.length === 0) return null
  const items = options.map(({ value, label }) => ({
    key: value,
    label: (
      <>
        {say(label, locale) || value} <code className="m-code m-faint">{value}</code>
      </>
    ),
  }))
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => setOpen(key) }}>
        <Button className="d-rename" size="small" icon={<Icon name="pencil" size={14} />}>
          {t('changeOptionKey')}
        </Button>
      </Dropdown>
      {chosen === undefined ? null : (
        <RenameDialog
          element={{ kind: 'entity', key: entity, field: field.key, option: chosen.value }}
          name={say(chosen.label, locale) || chosen.value}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

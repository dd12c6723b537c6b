import { say } from '@mortise/errors'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Modal } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { RecordForm } from '../form/record-form.tsx'
import '../styles/panels.css'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'

/** Makes a record that belongs to the one on the screen, without leaving it. */
export function CreateHere({
  entity,
  preset,
  onClose,
}: {
  readonly entity: EntityModel
  readonly preset: RecordValues
  readonly onClose: () => void
}): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const refresh = useRefresh()
  const mayOwn = useRights(entity.key).fields['owner'] === 'write'
  const shape = JSON.stringify(preset)
  const given = useMemo(
    () => ({ ...(mayOwn ? { owner: me.user.id } : {}), ...(JSON.parse(shape) as RecordValues) }),
    [mayOwn, me.user.id, shape],
  )
  return (
    <Modal
      open
      width={680}
      footer={null}
      title={t('addRelated', { name: say(entity.document.label, locale) })}
      onCancel={onClose}
      destroyOnHidden
      style={{ top: 56 }}
      styles={{ body: { maxHeight: 'calc(100dvh - 168px)', overflow: 'auto' } }}
    >
      <div className="m-quick">
        <RecordForm
          entity={entity}
          preset={given}
          onCancel={onClose}
          onSaved={() => {
            onClose()
            void refresh(entity.key)
          }}
        />
      </div>
    </Modal>
  )
}

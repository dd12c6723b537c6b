import { AppMark, useNavigator, useT } from '@mortise/ui'
import { paths } from '@mortise/views'
import { useMutation } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { freshKey } from '../kit/keys.ts'
import { useAfterPublish, useDocuments, useWorkbench } from '../workbench/context.tsx'
import { ColorPicker, IconPicker } from './look-picker.tsx'
import { messages } from './messages.ts'

/** Makes an app from a name and a look, and leads to its first steps. */
export function NewAppDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const { go } = useNavigator()
  const refresh = useAfterPublish()
  const apps = useDocuments('app')
  const [name, setName] = useState('')
  const [icon, setIcon] = useState('layout-grid')
  const [color, setColor] = useState('teal')
  const label = name.trim()
  const create = useMutation({
    mutationFn: async () => {
      const key = freshKey(
        label,
        apps.map((app) => app.key),
        'app',
      )
      await api.createApp({ key, label, icon, color })
      await refresh()
      return key
    },
    onSuccess: (key) => {
      onClose()
      go(paths.start(key))
    },
  })
  return (
    <Modal
      open
      title={t('newApp')}
      width={520}
      okText={t('createApp')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: label === '' }}
      confirmLoading={create.isPending}
      onOk={() => create.mutate()}
      onCancel={onClose}
    >
      <div className="m-stack d-new-app">
        <div className="d-new-app-head">
          <AppMark icon={icon} color={color} size={48} />
          <label className="d-line">
            <span>{t('appName')}</span>
            <Input
              autoFocus
              value={name}
              maxLength={40}
              placeholder={t('appNamePlaceholder')}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => (label === '' || create.isPending ? undefined : create.mutate())}
            />
          </label>
        </div>
        <div className="d-line">
          <span>{t('appColor')}</span>
          <ColorPicker value={color} onChange={setColor} />
        </div>
        <div className="d-line">
          <span>{t('appIcon')}</span>
          <IconPicker value={icon} color={color} onChange={setIcon} />
        </div>
        {create.error === null ? null : (
          <p className="m-error" role="alert">
            {create.error.message}
          </p>
        )}
      </div>
    </Modal>
  )
}

import { useT, useToast } from '@mortise/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { sandboxesKey } from './sandboxes-key.ts'

/** Makes a copy of the workspace. */
export function MakeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState('')
  const make = useMutation({
    mutationFn: () => api.makeSandbox(name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sandboxesKey })
      toast({ text: t('made'), tone: 'success' })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('make')}
      okText={t('make')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: name.trim() === '', loading: make.isPending }}
      closable={!make.isPending}
      onOk={() => make.mutate()}
      onCancel={onClose}
    >
      <label className="x-name">
        {t('name')}
        <Input
          autoFocus
          value={name}
          maxLength={40}
          placeholder={t('namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {make.isPending ? (
        <p className="m-faint" role="status">
          {t('making')}
        </p>
      ) : null}
      {make.error === null ? null : <p className="m-error">{make.error.message}</p>}
    </Modal>
  )
}

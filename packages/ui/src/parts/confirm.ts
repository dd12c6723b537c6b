import { App } from 'antd'
import type { ReactNode } from 'react'
import { useCallback } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'

/** A question before something that can't be taken back. `action` is the verb on the button. */
export type ConfirmRequest = {
  readonly title: string
  readonly body?: ReactNode
  readonly action: string
  readonly danger?: boolean
}

/** Asks and waits: `if (await confirm({ title, action: '删除' })) …`. */
export function useConfirm(): (request: ConfirmRequest) => Promise<boolean> {
  const { modal } = App.useApp()
  const t = useT(messages)
  return useCallback(
    (request) =>
      new Promise<boolean>((resolve) => {
        modal.confirm({
          title: request.title,
          content: request.body,
          okText: request.action,
          cancelText: t('cancel'),
          okButtonProps: { danger: request.danger ?? false },
          icon: null,
          centered: true,
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        })
      }),
    [modal, t],
  )
}

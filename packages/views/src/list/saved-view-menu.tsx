import type { SavedView, SavedViewInput } from '@mortise/client'
import { Icon, useConfirm, useT, useToast } from '@mortise/ui'
import { Dropdown } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'
import { ViewNameDialog } from './view-name-dialog.tsx'

const audiences = ['me', 'team', 'all'] as const

/** What a person may do with a view of their own. */
export function SavedViewMenu({
  view,
  onSave,
  onRemove,
}: {
  readonly view: SavedView
  readonly onSave: (view: SavedViewInput) => Promise<string | undefined>
  readonly onRemove: () => Promise<void>
}): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const [naming, setNaming] = useState(false)
  const change = async (patch: Partial<SavedView>): Promise<void> => {
    const { mine: _mine, ...rest } = view
    const name = patch.name ?? view.name
    if ((await onSave({ ...rest, ...patch })) !== undefined) toast({ text: t('viewSaved', { name }) })
  }
  const remove = async (): Promise<void> => {
    const { name } = view
    const asked = { title: t('deleteViewAsk', { name }), body: t('deleteViewBody'), action: t('remove') }
    if (!(await confirm({ ...asked, danger: true }))) return
    const { id: _id, mine: _mine, ...rest } = view
    await onRemove()
    toast({
      text: t('viewDeleted', { name }),
      undo: async () => {
        await onSave(rest)
      },
    })
  }
  const items = [
    { key: 'rename', label: t('rename'), onClick: () => setNaming(true) },
    {
      key: 'default',
      label: t(view.default ? 'noDefault' : 'makeDefault'),
      onClick: () => void change({ default: !view.default }),
    },
    {
      key: 'sharing',
      label: t('sharing'),
      children: audiences
        .filter((shared) => shared !== 'all' || me.design)
        .map((shared) => ({
          key: shared,
          label: t(`shared_${shared}`),
          icon: (
            <span className="m-menu-icon">
              {shared === view.shared ? <Icon name="check" size={14} /> : null}
            </span>
          ),
          onClick: () => void change({ shared }),
        })),
    },
    { type: 'divider' as const },
    { key: 'remove', danger: true, label: t('deleteView'), onClick: () => void remove() },
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className="m-view-menu" aria-label={t('viewMenu', { name: view.name })}>
          <Icon name="chevron-down" size={14} />
        </button>
      </Dropdown>
      {naming ? (
        <ViewNameDialog
          title={t('renameView')}
          name={view.name}
          onClose={() => setNaming(false)}
          onName={(name) => {
            setNaming(false)
            void change({ name })
          }}
        />
      ) : null}
    </>
  )
}

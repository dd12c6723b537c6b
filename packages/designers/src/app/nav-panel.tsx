import { say } from '@mortise/errors'
import type { NavigationItem } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useWorkspace } from '@mortise/views'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { ChoicesBox } from '../kit/editors/choice-box.tsx'
import { retold } from '../kit/label-text.ts'
import { useDocuments } from '../workbench/context.tsx'
import { appMessages } from './app-messages.ts'
import { DeleteAppDialog } from './delete-app-dialog.tsx'
import { messages as deletionMessages } from './deletion-messages.ts'
import { ColorPicker, IconPicker } from './look-picker.tsx'
import { itemAt, type NavPatch } from './navigation.ts'
import type { NavEditor } from './use-nav-editor.ts'

/** Properties of the entry that is selected, or of the app where none is. */
export function NavPanel({ editor }: { readonly editor: NavEditor }): ReactNode {
  const { selected, items } = editor
  const item = selected === undefined ? undefined : itemAt(items, selected)
  return (
    <div className="d-panel-body">
      {item === undefined || selected === undefined ? (
        <AppProperties editor={editor} />
      ) : (
        <EntryProperties key={selected} item={item} pointer={selected} editor={editor} />
      )}
    </div>
  )
}

function AppProperties({ editor }: { readonly editor: NavEditor }): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const { app, set } = editor
  const { me } = useWorkspace()
  return (
    <div className="m-stack">
      <h2 className="d-panel-title">{t('app')}</h2>
      <label className="d-line">
        <span>{t('name')}</span>
        <Input
          value={say(app.label, locale)}
          maxLength={40}
          onChange={(event) => set({ label: retold(app.label, event.target.value, locale) }, t('name'))}
        />
      </label>
      <label className="d-line">
        <span>{t('description')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 4 }}
          value={say(app.description, locale)}
          onChange={(event) =>
            set({ description: retold(app.description, event.target.value, locale) }, t('description'))
          }
        />
      </label>
      <div className="d-line">
        <span>{t('color')}</span>
        <ColorPicker value={app.color} onChange={(color) => set({ color }, t('color'))} />
      </div>
      <div className="d-line">
        <span>{t('icon')}</span>
        <IconPicker value={app.icon} color={app.color} onChange={(icon) => set({ icon }, t('icon'))} />
      </div>
      {editor.isDefault ? null : <Button onClick={editor.reset}>{t('showAll')}</Button>}
      {me.admin ? <DeleteApp app={app.key} /> : null}
    </div>
  )
}

function DeleteApp({ app }: { readonly app: string }): ReactNode {
  const t = useT(deletionMessages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button danger className="d-app-delete" onClick={() => setOpen(true)}>
        {t('deleteApp')}
      </Button>
      {open ? <DeleteAppDialog app={app} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function EntryProperties({
  item,
  pointer,
  editor,
}: {
  readonly item: NavigationItem
  readonly pointer: string
  readonly editor: NavEditor
}): ReactNode {
  const t = useT(appMessages)
  const locale = useLocale()
  const roles = useDocuments('role').filter((role) => role.service !== true)
  const [icons, setIcons] = useState(false)
  const isGroup = item.items !== undefined
  const patch = (change: NavPatch): void => editor.patch(pointer, change)
  const right = item.link === undefined || /^https?:\/\/[^\s/]+/.test(item.link)
  return (
    <div className="m-stack">
      <h2 className="d-panel-title">{isGroup ? t('group') : t('entry')}</h2>
      <label className="d-line">
        <span>{t('name')}</span>
        <Input
          value={say(item.label, locale)}
          placeholder={isGroup ? '' : t('namePlaceholder')}
          onChange={(event) => {
            const text = event.target.value
            patch({ label: text === '' && !isGroup ? undefined : retold(item.label, text, locale) })
          }}
        />
      </label>
      {item.link === undefined ? null : (
        <label className="d-line">
          <span>{t('address')}</span>
          <Input
            value={item.link}
            status={right ? '' : 'error'}
            onChange={(event) => patch({ link: event.target.value })}
          />
          {right ? null : <span className="m-error">{t('addressWrong')}</span>}
        </label>
      )}
      <div className="d-line">
        <span>{t('roles')}</span>
        <ChoicesBox
          label={t('roles')}
          value={[...(item.roles ?? [])]}
          choices={roles.map((role) => ({ value: role.key, label: say(role.label, locale) || role.key }))}
          onChange={(next) => patch({ roles: Array.isArray(next) ? next.map(String) : undefined })}
        />
        {(item.roles ?? []).length === 0 ? <span>{t('rolesAll')}</span> : null}
      </div>
      {isGroup ? null : (
        <div className="d-line">
          <span>{t('icon')}</span>
          {icons || item.icon !== undefined ? (
            <IconPicker value={item.icon} onChange={(icon) => patch({ icon })} />
          ) : (
            <Button onClick={() => setIcons(true)}>{t('ownIcon')}</Button>
          )}
        </div>
      )}
    </div>
  )
}
